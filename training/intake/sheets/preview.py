"""The office's own rows with the cells of the findings marked, as far as a page shows them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from training.intake.sheets.finding_places import FindingPlaces, shown
from training.notice.terms import Severity
from training.sheets.cells import Cell, Sheet
from training.sheets.choosing import is_ours
from training.sheets.findings import Finding, has_error

MOST_SHEETS, MOST_COLUMNS, LONGEST_CELL = 5, 40, 60
MOST_ROWS = 600
"""Of a sheet; rows with findings beyond them are shown up to as many again."""
LONG_NUMBER = re.compile(r"(?<![0-9])([0-9]{6})[0-9]{5,9}([0-9Xx]{4})(?![0-9])")
"""An ID number, or a bank card: whole ones leave a page only in the office's own copy."""


def preview(sheets: Iterable[Sheet], findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The visible sheets as JSON: name, header's row, rows as [number, cells, marks], and how many there are.

    A mark is [column counted from 0, whether it is an error, the message].
    """
    seen = [sheet for sheet in sheets if sheet.is_visible and not is_ours(sheet)]
    return [_sheet(sheet, findings) for sheet in seen[:MOST_SHEETS]]


def masked(text: str) -> str:
    """Long numbers without their middle."""
    return LONG_NUMBER.sub(r"\1********\2", text)


def _sheet(sheet: Sheet, findings: Sequence[Finding]) -> dict[str, Any]:
    own = [each for each in findings if each.row and each.sheet in (sheet.name, "")]
    places, rows, total, beyond = FindingPlaces(sheet, own), [], 0, 0
    for number, cells in sheet.rows:
        total += 1
        is_beyond = total > MOST_ROWS
        if is_beyond and (beyond >= MOST_ROWS or not places.is_marked(number)):
            continue
        beyond += is_beyond
        rows.append([number, _texts(cells), list(_marks(places, number, cells))])
    return {"name": sheet.name, "header": places.header_row, "rows": rows, "total": total}


def _texts(cells: list[Cell]) -> list[str]:
    return [masked(shown(cell))[:LONGEST_CELL] for cell in cells[:MOST_COLUMNS]]


def _marks(places: FindingPlaces, number: int, cells: list[Cell]) -> Iterator[list[object]]:
    for at, found in sorted(places.in_row(number, cells).items()):
        if at < MOST_COLUMNS:
            worst = Severity.ERROR if has_error(found) else Severity.WARNING
            yield [at, worst is Severity.ERROR, "；".join(masked(each.message) for each in found)]
