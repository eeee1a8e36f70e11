"""A list to take away: all rows of what is filtered, as a workbook or as CSV."""

from collections.abc import Iterable, Sequence

from flask import Response, abort

from training.sheets.lists import Cell, list_book, list_text
from webapp.web.downloads import table_text, workbook

ENDINGS = ("xlsx", "csv")


def list_file(ending: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """Not found for another ending."""
    if ending not in ENDINGS:
        abort(404)
    if ending == "csv":
        return table_text(list_text(headings, rows), f"{title}.csv")
    return workbook(list_book(title, headings, rows), f"{title}.xlsx")
