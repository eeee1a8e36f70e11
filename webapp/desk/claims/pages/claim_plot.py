"""A bar plot of how long claims have waited, as plain numbers for an inline SVG (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, ROW, LABELS, ROOM = 320, 32, 92, 40


@dataclass(frozen=True)
class Bar:
    """One row of the plot, in the SVG's own units."""

    label: str
    count: int
    top: int
    width: int


@dataclass(frozen=True)
class Plot:
    """Everything that the SVG needs."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    left: int


def bar_plot(counts: Sequence[tuple[str, int]]) -> Plot:
    """The longest bar fills the width; one claim is always seen."""
    most = max((count for _, count in counts), default=0) or 1
    room = WIDTH - LABELS - ROOM
    bars = tuple(
        Bar(label, count, place * ROW, -(-count * room // most))
        for place, (label, count) in enumerate(counts)
    )
    return Plot(bars, WIDTH, ROW * len(counts), LABELS)
