"""Chinese text cut into lines: no mark begins a line that belongs to the one before, no number is torn."""

import re
from collections.abc import Callable, Iterator

MARKS = "[，。；：？！、）〕”》]*"
UNIT = re.compile(rf"[（〔“《]*(?:[!-~]+|.){MARKS}", re.DOTALL)
"""What stays together: opening marks, a letter or a whole run of Latin letters and digits, closing marks."""
PIECE = re.compile(f".{MARKS}", re.DOTALL)
"""What of a unit stays together that is too long for a line."""


def lines_of(text: str, width_of: Callable[[str], float], most: float, indent: float = 0) -> Iterator[str]:
    """The first line is shorter by `indent`; what alone is wider than a line is cut where it has to be."""
    line, room = "", most - indent
    for unit in _units(text, width_of, most):
        if line and width_of(line + unit) > room:
            yield line.rstrip(" ")
            line, room = "", most
        line += unit if line else unit.lstrip(" ")
    yield line


def _units(text: str, width_of: Callable[[str], float], most: float) -> Iterator[str]:
    for unit in UNIT.findall(text):
        pieces = [unit] if width_of(unit) <= most else PIECE.findall(unit)
        for piece in pieces:
            yield from [piece] if width_of(piece) <= most else piece
