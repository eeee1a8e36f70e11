"""A list as a file to take away: a workbook or CSV, in which nothing that was typed can run."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

import xlsxwriter

from training.errors import NotRight

Cell = str | int
RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula in CSV (OWASP, CSV Injection)."""
MARK = "'"
"""Keeps it a text; our own readers take it away again (`without_mark`)."""
MOST_SHEET_ROWS = 1_048_575
"""Of a workbook, beside its headings."""
LONGEST_TITLE = 31
NO_TITLE = str.maketrans("", "", "[]:*?/\\'")
"""What a sheet cannot be called, and a class number may have."""


class TooManyRows(NotRight):
    """A workbook that left rows out would look whole."""

    def __init__(self) -> None:
        super().__init__(f"一张工作表最多 {MOST_SHEET_ROWS} 行，装不下这份名单；请先筛选，或下载 CSV。")


def list_book(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], most: int = MOST_SHEET_ROWS
) -> bytes:
    """Row by row, so that memory does not grow with the list; raises TooManyRows."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(title.translate(NO_TITLE)[:LONGEST_TITLE])
        bold = book.add_format({"bold": True})
        sheet.set_column(0, len(headings) - 1, 16)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, headings, bold)
        for place, row in enumerate(rows, 1):
            if place > most:
                raise TooManyRows
            for column, value in enumerate(row):
                # Whatever it begins with: what was typed as a name must never be a formula.
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(place, column, value)
    return written.getvalue()


def list_text(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """CSV that a double click opens in Chinese (UTF-8 with its mark), lines ended as RFC 4180 says."""
    written = StringIO()
    lines = csv.writer(written)
    lines.writerow(headings)
    lines.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    return f"{MARK}{cell}" if isinstance(cell, str) and cell.startswith(RUNS) else cell
