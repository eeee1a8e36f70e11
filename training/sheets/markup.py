"""Tables in web pages and in XML of 2003, which Chinese web systems hand out under the name .xls.

For the confined process only: see `workbooks`.
"""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from lxml import etree, html

from training.sheets.child_statuses import NO_TABLE, CannotRead

FAULTS = (etree.LxmlError,)
SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
MOST_SPAN = 1_000
Told = tuple[dict[str, Any], Iterator[tuple[int, list[str]]]]


def sheets_of(path: str, kind: str, encoding: str) -> Iterator[Told]:
    """Each table with its rows that are not empty, all cells as texts; raises CannotRead or one of FAULTS."""
    content = Path(path).read_bytes()
    found = list(_worksheets(content) if kind == "xml" else _page_tables(content, encoding))
    if not found:
        raise CannotRead(NO_TABLE)
    for name, rows, is_visible in found:
        filled = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
        yield {"name": name, "is_visible": is_visible, "hidden_columns": []}, filled


Table = tuple[str, Iterator[tuple[int, list[str]]], bool]


def _page_tables(content: bytes, encoding: str) -> Iterator[Table]:
    # As bytes with the encoding that was found: what a page says of its own is often wrong.
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    page = html.document_fromstring(content.decode(encoding, "replace").encode(), parser=parser)
    # A table within another is laid out by it: the inner one holds the data.
    tables = [each for each in page.iter("table") if each.find(".//table") is None]
    for number, table in enumerate(tables, 1):
        yield f"表{number}" if len(tables) > 1 else "", _page_rows(table), True


def _page_rows(table: Any) -> Iterator[tuple[int, list[str]]]:
    """With merged cells as a spreadsheet has them: the text at the first place, the others empty."""
    covered: dict[int, int] = {}
    for number, row in enumerate(table.iter("tr"), 1):
        cells: list[str] = []
        places = count()
        taken, covered = covered, {at: left - 1 for at, left in covered.items() if left > 1}
        at = next(places)
        for cell in row.iterchildren("td", "th"):
            while at in taken:
                cells.append("")
                at = next(places)
            for step in range(_span(cell, "colspan")):
                cells.append("" if step else _text(cell))
                if _span(cell, "rowspan") > 1:
                    covered[at] = _span(cell, "rowspan") - 1
                at = next(places)
        yield number, cells


def _span(cell: Any, name: str) -> int:
    told = cell.get(name, "1").strip()
    return min(max(int(told), 1), MOST_SPAN) if told.isascii() and told.isdecimal() else 1


def _text(cell: Any) -> str:
    for each in cell.iter("br"):
        each.tail = "\n" + (each.tail or "")
    return str(cell.text_content()).strip()


def _worksheets(content: bytes) -> Iterator[Table]:
    book = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for sheet in book.iter(f"{SPREADSHEET}Worksheet"):
        visible = sheet.find(".//{*}WorksheetOptions/{*}Visible")
        is_visible = visible is None or not (visible.text or "").startswith("SheetHidden")
        yield sheet.get(f"{SPREADSHEET}Name", ""), _worksheet_rows(sheet), is_visible


def _worksheet_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for row in sheet.iter(f"{SPREADSHEET}Row"):
        number = _index(row, number + 1)
        cells: list[str] = []
        for cell in row.iterchildren(f"{SPREADSHEET}Cell"):
            place = _index(cell, len(cells) + 1)
            if place <= 16_384:
                cells.extend([""] * (place - 1 - len(cells)))
                data = cell.find(f"{SPREADSHEET}Data")
                cells.append("" if data is None else "".join(data.itertext()).strip())
                cells.extend([""] * _merged(cell))
        yield number, cells


def _merged(cell: Any) -> int:
    told = cell.get(f"{SPREADSHEET}MergeAcross", "0")
    return min(int(told), MOST_SPAN) if told.isascii() and told.isdecimal() else 0


def _index(element: Any, otherwise: int) -> int:
    told = element.get(f"{SPREADSHEET}Index", "")
    return int(told) if told.isascii() and told.isdecimal() else otherwise
