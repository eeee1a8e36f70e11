"""In which cell of a sheet each finding stands."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import islice

from training.attendance.sheets.punch_columns import PUNCHES
from training.attendance.sheets.watching import WATCHING
from training.calendar.sheets.arrangement import ARRANGEMENT
from training.certificates.sheets.former_rows import FORMER
from training.certificates.sheets.series_rows import SERIES
from training.classes.sheets.class_columns import CLASS_SHEET
from training.classes.sheets.roster_changes import CHANGES
from training.classes.sheets.roster_columns import ROSTER
from training.classes.sheets.timetable import TIMETABLE
from training.errors import UnreadableFile
from training.follow_ups.sheets.follow_up_sheet import FOLLOW_UPS
from training.plans.sheets.plan_sheet import PLANS
from training.region.sheets.region_classes import REGION_CLASSES
from training.region.sheets.region_people import REGION_PEOPLE
from training.results.sheets.marks_sheet import MARKS
from training.sheets.cells import Cell, Sheet
from training.sheets.findings import Finding
from training.sheets.headers import HEADER_WITHIN_ROWS, find_header
from training.subsidies.sheets.region_totals import REGION_TOTALS
from training.teachers.sheets.teacher_sheet import TEACHERS
from training.vouchers.sheets.voucher_sheet import VOUCHERS

TABLES = (
    CLASS_SHEET,
    ROSTER,
    TIMETABLE,
    PUNCHES,
    WATCHING,
    ARRANGEMENT,
    CHANGES,
    REGION_TOTALS,
    REGION_CLASSES,
    REGION_PEOPLE,
    PLANS,
    FORMER,
    SERIES,
    MARKS,
    TEACHERS,
    VOUCHERS,
    FOLLOW_UPS,
)


class FindingPlaces:
    """Asked row by row, from the top: where no reader found a header, it is learned from what passes."""

    def __init__(self, sheet: Sheet, findings: Iterable[Finding]):
        self._marks: dict[int, list[Finding]] = defaultdict(list)
        for finding in findings:
            self._marks[finding.row].append(finding)
        self._columns = {finding.column for own in self._marks.values() for finding in own}
        self._positions, self.header_row = _as_read(sheet, self._columns)

    def is_marked(self, number: int) -> bool:
        return number in self._marks

    def in_row(self, number: int, cells: list[Cell]) -> dict[int, list[Finding]]:
        """The findings of a row by the column, counted from 0, that they are about."""
        self._learn_header(cells)
        places: dict[int, list[Finding]] = defaultdict(list)
        for finding in self._marks.get(number, ()):
            places[self._position(cells, finding)].append(finding)
        return places

    def _learn_header(self, cells: list[Cell]) -> None:
        if self._columns <= set(self._positions):
            return
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                for title in _titles(cell) & self._columns:
                    self._positions.setdefault(title, at)

    def _position(self, cells: list[Cell], finding: Finding) -> int:
        """Under the column's heading; else where the value stands in its row; else in column A."""
        values = [shown(cell) for cell in cells]
        at = self._positions.get(finding.column)
        if at is None:
            return values.index(finding.value) if finding.value in values else 0
        if at < len(values) and finding.value != values[at] and finding.column in _titles(values[at]):
            # A form: the heading stands in the row itself, and the value behind it.
            return next((place for place in range(at + 1, len(values)) if values[place]), at + 1)
        return at


def shown(cell: Cell) -> str:
    """A cell as a person sees it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date | time | timedelta):
        return str(cell)
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _as_read(sheet: Sheet, titles: set[str]) -> tuple[dict[str, int], int]:
    """Where the readers found these columns, of the table that fits the sheet best, and its header's row.

    Nothing and 0 where no table fits.
    """
    head = list(islice(sheet.rows, HEADER_WITHIN_ROWS))
    found: list[tuple[dict[str, int], int]] = []
    for table in TABLES:
        with suppress(UnreadableFile):
            header = find_header(head, sheet, table, {})
            places = {table.title_of(field): at[0] for field, at in header.positions.items()}
            found.append((places, header.row))
    best, row = max(found, key=lambda each: len(titles & each[0].keys()), default=({}, 0))
    return {title: at for title, at in best.items() if title in titles}, row


def _titles(heading: str) -> set[str]:
    """The columns' proper titles that a heading may stand for."""
    fields = ((table, table.field_of(heading)) for table in TABLES)
    return {table.title_of(field) for table, field in fields if field}
