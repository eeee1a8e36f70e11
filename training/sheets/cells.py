"""What a sheet is made of: named rows of cells, whatever file they came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell in which the spreadsheet could not compute: #N/A, #DIV/0!, #REF! …; never an empty one."""

    code: str

    def __str__(self) -> str:
        return self.code


FIRST_INEXACT = 10**15
Cell = str | float | int | bool | date | time | datetime | timedelta | CellError | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (empty for a text file) and its rows that have anything in them."""

    name: str
    rows: Iterable[tuple[int, list[Cell]]]
    """Row number as the spreadsheet shows it, and the cells from column A."""
    is_visible: bool = True
    hidden_columns: frozenset[int] = frozenset()
    """Counted from 0; nobody who looked at the sheet has seen them."""


def is_rounded(cell: Cell) -> bool:
    """Whether a number has more digits than a spreadsheet keeps: the last of them are lost."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= FIRST_INEXACT


def without_mark(cell: str) -> str:
    """'138… and ="138…" are how people and programs keep a spreadsheet from rounding a long number."""
    if cell[:1] == "'":
        return cell[1:]
    return cell[2:-1] if cell[:2] == '="' and cell[2:].endswith('"') else cell


def letters_of(place: int) -> str:
    """What a spreadsheet calls the column at this place, counted from 0: A, B … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_of(letters: str) -> int | None:
    """The place of a column that a spreadsheet calls so, counted from 0; None for anything else."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= len("XFD")):
        return None
    place = 0
    for letter in letters.upper():
        place = 26 * place + ord(letter) - ord("A") + 1
    return place - 1
