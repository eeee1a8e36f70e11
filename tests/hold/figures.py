"""The table of docs/reliability.md: what was attacked, what is asked of it, what was measured."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

KEPT_IN = "FIGURES_OF_HOLD"
"""The file that a run of `make hold` collects its figures in; without it they are asserted and forgotten.

No setting of the product, for tests begin without any of those."""


class Figure(NamedTuple):
    """One row: what was done to the product, what it must show, what it showed."""

    what: str
    goal: str
    measured: str


def keep_figure(figure: Figure) -> None:
    """Several processes write here: one line in one write is never torn."""
    path = os.environ.get(KEPT_IN)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(figure) + "\n")


def kept_figures(path: Path) -> list[Figure]:
    """Each once, in an order that no run changes."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return sorted({Figure(*json.loads(line)) for line in lines})


def table_of(figures: Iterable[Figure]) -> str:
    rows = (" | ".join(each.replace("|", "/") for each in figure) for figure in figures)
    return "\n".join(("| figure | goal | measured |", "|---|---|---|", *(f"| {row} |" for row in rows)))
