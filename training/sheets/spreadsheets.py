"""Workbooks as calamine reads them, with what it keeps to itself: errors in cells and hidden columns.

For the confined process only: see `workbooks`.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

import python_calamine
from lxml import etree

from training.sheets.cells import CellError, place_of
from training.sheets.child_statuses import FAR, LOCKED, CannotRead

# The last two: a pack that is encrypted, or packed in a way of its own.
FAULTS = (
    *(python_calamine.CalamineError, BadZipFile, zlib.error, etree.LxmlError, EOFError),
    *(RuntimeError, NotImplementedError),
)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ERROR_TYPE = re.compile(rb"""\st=["']e["']""")
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
AT_ONCE = 1 << 20
MOST_CELLS = 20_000_000


Told = tuple[dict[str, Any], Iterator[tuple[int, list[Any]]]]


def sheets_of(path: str, *_: str) -> Iterator[Told]:
    """Each worksheet: its name, whether it and which columns are hidden, and its rows that are not empty.

    Raises CannotRead or one of FAULTS.
    """
    marks = _marks_of(path)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(Path(path).open("rb"))  # noqa: SIM115
    except python_calamine.PasswordError as error:
        raise CannotRead(LOCKED) from error
    for sheet in book.sheets_metadata:
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
            own = marks.get(sheet.name, _Marks())
            told = {
                "name": sheet.name,
                "is_visible": sheet.visible == python_calamine.SheetVisibleEnum.Visible,
                "hidden_columns": sorted(own.hidden),
            }
            yield told, _rows(book.get_sheet_by_name(sheet.name), own)


class _Marks:
    """What stands in a sheet's XML beside the values."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.errors: dict[int, dict[int, CellError]] = {}


def _rows(sheet: python_calamine.CalamineSheet, marks: _Marks) -> Iterator[tuple[int, list[Any]]]:
    if sheet.start is None:
        return
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise CannotRead(FAR)
    # The reader keeps empty rows above the first cell but not empty columns before it,
    # and gives an empty cell as an empty text.
    before: list[Any] = [""] * sheet.start[1]
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [*before, *row]
        for at, error in marks.errors.get(number, {}).items():
            cells.extend([""] * (at + 1 - len(cells)))
            cells[at] = error
        if any(cell != "" for cell in cells):
            yield number, cells


def _marks_of(path: str) -> dict[str, _Marks]:
    """By sheet; empty for a workbook that is no .xlsx."""
    with Path(path).open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return {}
        with ZipFile(file) as parts:
            files = _files_of_sheets(parts)
            return {name: _read_marks(parts, part) for name, part in files.items()}


def _files_of_sheets(parts: ZipFile) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    if "xl/workbook.xml" not in parts.namelist():
        return {}
    with parts.open("xl/_rels/workbook.xml.rels") as relations:
        targets = {
            each.get("Id"): each.get("Target", "") for each in _parsed(relations).iter("{*}Relationship")
        }
    with parts.open("xl/workbook.xml") as book:
        sheets = {
            each.get("name", ""): targets.get(each.get(RELATION)) for each in _parsed(book).iter("{*}sheet")
        }
    inside = set(parts.namelist())
    found = {name: _within(target) for name, target in sheets.items() if target}
    return {name: part for name, part in found.items() if part in inside}


def _within(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parsed(part: IO[bytes]) -> Any:
    return etree.parse(part, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()


def _read_marks(parts: ZipFile, part: str) -> _Marks:
    marks, has_errors = _Marks(), _has_errors(parts, part)
    with parts.open(part) as sheet:
        elements = etree.iterparse(
            sheet, tag=("{*}cols", "{*}row", "{*}sheetData"), events=("end",), resolve_entities=False
        )
        for _, element in elements:
            name = etree.QName(element).localname
            if name == "cols":
                marks.hidden = _hidden_in(element)
            elif name == "row" and has_errors:
                _note_errors(element, marks)
            if name == "sheetData" or (name in ("cols", "row") and not has_errors):
                break
            element.clear()
    return marks


def _has_errors(parts: ZipFile, part: str) -> bool:
    """Searched for as bytes first: nearly no sheet has any, and parsing takes longer than reading."""
    tail = b""
    with parts.open(part) as sheet:
        while block := sheet.read(AT_ONCE):
            if ERROR_TYPE.search(tail + block):
                return True
            tail = block[-16:]
    return False


def _hidden_in(columns: Any) -> set[int]:
    hidden: set[int] = set()
    for each in columns:
        if each.get("hidden") in ("1", "true"):
            hidden.update(range(int(each.get("min")) - 1, min(int(each.get("max")), 16_384)))
    return hidden


def _note_errors(row: Any, marks: _Marks) -> None:
    for cell in row:
        found = REFERENCE.fullmatch(cell.get("r", "")) if cell.get("t") == "e" else None
        place = place_of(found.group(1)) if found else None
        if found and place is not None:
            text = next((each.text for each in cell if etree.QName(each).localname == "v"), None)
            marks.errors.setdefault(int(found.group(2)), {})[place] = CellError(text or "#N/A")
