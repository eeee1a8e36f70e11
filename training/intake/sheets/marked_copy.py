"""A copy of a refused file with the wrong cells marked, so that it can be mended where it is wrong."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import DuplicateWorksheetName, InvalidWorksheetName

from training.intake.sheets.finding_places import FindingPlaces, shown
from training.notice.terms import Severity
from training.sheets.books import open_sheets
from training.sheets.cells import Cell, Sheet
from training.sheets.choosing import FINDINGS, OWN_SHEETS, is_ours
from training.sheets.findings import Finding, has_error

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
# A spreadsheet keeps fifteen digits of a number and makes the rest zeros; no number of a person or card is so
# long as the other.
TEN_DIGITS, FIRST_INEXACT, TOO_LONG = 10**10, 10**15, 10**20
# Before, no spreadsheet has dates; longer, none has durations.
FIRST_YEAR, LONGEST_SPAN = 1901, timedelta(days=365)
COLOURS = {Severity.ERROR: "#FF9999", Severity.WARNING: "#FFEB9C"}


def write_marked_copy(source: Path, findings: Iterable[Finding], target: Path) -> None:
    """Write `target` (.xlsx): every sheet of `source` with its cells marked, then a list of all findings.

    The copy can be mended and imported itself, so the sheets keep their order, and the list comes last.
    Raises OSError where the copy cannot be written.
    """
    listed = list(findings)
    with target.open("wb") as file, xlsxwriter.Workbook(file, OPTIONS) as book:
        for sheet in open_sheets(source):
            if not is_ours(sheet):
                own = [finding for finding in listed if finding.sheet == sheet.name and finding.row]
                _Copy(book, sheet, own).write()
        _write_list(book, listed)


def _write_list(book: xlsxwriter.Workbook, findings: list[Finding]) -> None:
    sheet = book.add_worksheet(FINDINGS)
    sheet.activate()
    sheet.set_column(0, 4, 14)
    sheet.set_column(5, 5, 80)
    sheet.write_row(0, 0, OWN_SHEETS[FINDINGS], book.add_format({"bold": True}))
    for row, finding in enumerate(findings, 1):
        where = [str(finding.severity), finding.sheet, str(finding.row or ""), finding.column]
        for at, value in enumerate([*where, finding.value, finding.message]):
            sheet.write_string(row, at, value)


class _Copy:
    """Copies one sheet row by row."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Sheet, findings: list[Finding]):
        self._sheet = sheet
        self._page = _add_page(book, (sheet.name or "数据")[:31])
        self._cells = _Cells(book, self._page)
        self._places = FindingPlaces(sheet, findings)

    def write(self) -> None:
        self._page.set_column(0, 30, 18, self._cells.format_of("@", None))
        for at in self._sheet.hidden_columns:
            self._page.set_column(at, at, 18, None, {"hidden": True})
        if not self._sheet.is_visible:
            self._page.hide()
        for number, cells in self._sheet.rows:
            places = self._places.in_row(number, cells)
            for at, cell in enumerate(cells):
                if at not in places and cell not in ("", None):
                    self._cells.write(number - 1, at, cell, None)
            for at, found in places.items():
                self._mark(number - 1, at, cells, found)

    def _mark(self, row: int, at: int, cells: list[Cell], found: list[Finding]) -> None:
        worst = Severity.ERROR if has_error(found) else Severity.WARNING
        self._cells.write(row, at, cells[at] if at < len(cells) else "", worst)
        comment = "\n".join(f"{finding.severity}：{finding.message}" for finding in found)
        self._page.write_comment(row, at, comment, {"x_scale": 2})


class _Cells:
    """Writes each cell as the kind that it was, so that the copy reads as the original did."""

    def __init__(self, book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet):
        self._book, self._page = book, page
        self._formats: dict[tuple[str, Severity | None], xlsxwriter.format.Format] = {}

    def write(self, row: int, at: int, cell: Cell, severity: Severity | None) -> None:
        number_format = _number_format(cell)
        style = self.format_of(number_format, severity)
        if number_format == "@":
            self._page.write_string(row, at, shown(cell), style)
        elif isinstance(cell, bool):
            self._page.write_boolean(row, at, cell, style)
        elif isinstance(cell, int | float):
            self._page.write_number(row, at, cell, style)
        else:
            self._page.write_datetime(row, at, cell, style)

    def format_of(self, number_format: str, severity: Severity | None) -> xlsxwriter.format.Format:
        key = (number_format, severity)
        if key not in self._formats:
            colour = {"bg_color": COLOURS[severity]} if severity else {}
            self._formats[key] = self._book.add_format({"num_format": number_format, **colour})
        return self._formats[key]


def _number_format(cell: Cell) -> str:
    """How a spreadsheet shows a cell of this kind; `@` for what must be a text to stay what it is."""
    if isinstance(cell, bool):
        return "General"
    if isinstance(cell, int | float):
        if not isfinite(cell):
            return "@"
        is_exact = abs(cell) < FIRST_INEXACT
        # As a text the wrong digits of a rounded number would look right when the copy is handed in.
        return ("General" if abs(cell) < TEN_DIGITS else "0") if is_exact or cell < TOO_LONG else "@"
    if isinstance(cell, timedelta):
        return "[h]:mm:ss" if timedelta() <= cell < LONGEST_SPAN else "@"
    if isinstance(cell, time):
        return "hh:mm:ss"
    if isinstance(cell, date) and cell.year >= FIRST_YEAR:
        return "yyyy-mm-dd hh:mm:ss" if isinstance(cell, datetime) else "yyyy-mm-dd"
    return "@"


def _add_page(book: xlsxwriter.Workbook, name: str) -> xlsxwriter.worksheet.Worksheet:
    """A sheet of that name, or of its number where another program allowed a name that Excel does not."""
    try:
        return book.add_worksheet(name)
    except (InvalidWorksheetName, DuplicateWorksheetName):
        return book.add_worksheet(f"第{len(book.worksheets()) + 1}张")
