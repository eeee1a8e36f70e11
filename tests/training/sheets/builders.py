"""Files as people hand them over, written for a test."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import xlsxwriter

Rows = Sequence[Sequence[object]]


def workbook(path: Path, *sheets: Rows, titles: Sequence[str] = ("Sheet1", "Sheet2", "Sheet3")) -> Path:
    """An .xlsx whose cells hold what the lists hold: texts as texts, numbers as numbers."""
    with xlsxwriter.Workbook(str(path)) as book:
        dates = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        durations = book.add_format({"num_format": "[h]:mm:ss"})
        for title, rows in zip(titles, sheets, strict=False):
            sheet = book.add_worksheet(title)
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(place, column, value)
                    elif isinstance(value, timedelta):
                        sheet.write_datetime(place, column, value, durations)
                    elif hasattr(value, "isoformat"):
                        sheet.write_datetime(place, column, value, dates)
                    elif value is not None:
                        sheet.write(place, column, value)
    return path


def text(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


CASES = Path(__file__).parent / "cases"


def case(name: str) -> Path:
    """One of the files that were once read wrong without a word."""
    return CASES / name
