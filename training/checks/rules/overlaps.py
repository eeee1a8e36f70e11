"""Calls that one person cannot have made: nobody makes two at once (R37)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

SLACK = timedelta(seconds=10)
"""A phone counts whole seconds, and what it kept without a network comes as late as the network lets it."""


@dataclass(frozen=True, slots=True)
class CallSpan:
    """From when to when somebody called the trainee at this place of the draw."""

    place: int
    called_by: str
    began: datetime
    ended: datetime


def overlapping_places(spans: Iterable[CallSpan]) -> tuple[int, ...]:
    """Of the calls of one person that go on together for longer than the slack, the places in order."""
    pairs = (pair for pair in combinations(spans, 2) if _overlap(*pair))
    return tuple(sorted({each.place for pair in pairs for each in pair}))


def _overlap(one: CallSpan, other: CallSpan) -> bool:
    if one.called_by != other.called_by:
        return False
    return min(one.ended, other.ended) - max(one.began, other.began) > SLACK
