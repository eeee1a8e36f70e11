"""Workbooks as calamine reads them, with what it keeps to itself: errors in cells and hidden columns.

For the confined process only: see `workbooks`.
"""

import re
import zlib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

import python_calamine
import xlrd
from lxml import etree

from training.sheets.amounts import MOST_UNPACKED, Room, Written
from training.sheets.cells import CellError, place_of
from training.sheets.child_statuses import FAR, LOCKED, CannotRead

# The last two: a pack that is encrypted, or packed in a way of its own.
FAULTS = (
    *(python_calamine.CalamineError, BadZipFile, zlib.error, etree.LxmlError, EOFError),
    *(RuntimeError, NotImplementedError),
)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# An error, or a formula, which may stand there without its result.
DOUBTFUL = re.compile(rb"""\st=["']e["']|<(?:\w+:)?f[\s>/]""")
DOUBTFUL_WORDS = (b'"e"', b"'e'", b"<f", b":f")
NOT_COMPUTED = "（公式没有算出结果）"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
AT_ONCE = 1 << 20
MOST_COLUMNS = 16_384


Told = tuple[dict[str, Any], Iterator[tuple[int, list[Any]]]]


def sheets_of(path: str, *_: str) -> Iterator[Told]:
    """Each worksheet: its name, whether it and which columns are hidden, and its rows that are not empty.

    Raises CannotRead or one of FAULTS.
    """
    marks, room = _marks_of(path), Room()
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
            yield told, _rows(book.get_sheet_by_name(sheet.name), own, room)


class _Marks:
    """What stands in a sheet's XML beside the values."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.errors: dict[int, dict[int, CellError]] = {}


def _rows(sheet: python_calamine.CalamineSheet, marks: _Marks, room: Room) -> Iterator[tuple[int, list[Any]]]:
    if sheet.start is None:
        return
    room.take(sheet.total_height * sheet.total_width)
    # The reader keeps empty rows above the first cell but not empty columns before it,
    # and gives an empty cell as an empty text.
    before: list[Any] = [""] * sheet.start[1]
    number = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = _with_errors([*before, *row], marks.errors.get(number, {}))
        if any(cell != "" for cell in cells):
            yield number, cells
    # Rows that hold nothing but errors may lie beyond the last one that the reader sees.
    for beyond in sorted(row for row in marks.errors if row > number):
        yield beyond, _with_errors([], marks.errors[beyond])


def _with_errors(cells: list[Any], errors: dict[int, CellError]) -> list[Any]:
    for at, error in errors.items():
        cells.extend([""] * (at + 1 - len(cells)))
        cells[at] = error
    return cells


def _marks_of(path: str) -> dict[str, _Marks]:
    """By sheet."""
    with Path(path).open("rb") as file:
        begins = file.read(4)
    if begins == OLE:
        return _marks_of_old(path)
    if begins != ZIP:
        return {}
    with ZipFile(path) as parts:
        if sum(each.file_size for each in parts.infolist()) > MOST_UNPACKED:
            raise CannotRead(FAR)
        files, written = _files_of_sheets(parts), Written()
        doubtful = {name: _may_have_errors(parts, part, written.of(name)) for name, part in files.items()}
        return {name: _read_marks(parts, part, doubtful[name]) for name, part in files.items()}


def _marks_of_old(path: str) -> dict[str, _Marks]:
    """Of an .xls, where its second reader can make anything of it; the first one is more patient."""
    marks: dict[str, _Marks] = {}
    try:
        book = xlrd.open_workbook(path, formatting_info=True, ragged_rows=True, logfile=StringIO())
    except Exception:
        return marks
    for sheet in book.sheets():
        own = marks[sheet.name] = _Marks()
        own.hidden = {at for at, column in sheet.colinfo_map.items() if column.hidden}
        for row in range(sheet.nrows):
            for at, kind in enumerate(sheet.row_types(row)):
                if kind == xlrd.XL_CELL_ERROR:
                    code = sheet.cell_value(row, at)
                    error = CellError(xlrd.error_text_from_code.get(code, "#N/A"))
                    own.errors.setdefault(row + 1, {})[at] = error
    return marks


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


def _read_marks(parts: ZipFile, part: str, is_doubtful: bool) -> _Marks:
    marks, row = _Marks(), 0
    with parts.open(part) as sheet:
        elements = etree.iterparse(
            sheet, tag=("{*}cols", "{*}row", "{*}sheetData"), events=("end",), resolve_entities=False
        )
        for _, element in elements:
            name = etree.QName(element).localname
            if name == "cols":
                marks.hidden = _hidden_in(element)
            elif name == "row" and is_doubtful:
                row = _index(element.get("r"), row + 1)
                _note_errors(element, row, marks)
            if name == "sheetData" or (name in ("cols", "row") and not is_doubtful):
                break
            element.clear()
    return marks


def _may_have_errors(parts: ZipFile, part: str, written: Written) -> bool:
    """Searched for as bytes first: nearly no sheet has any, and parsing takes longer than reading.

    Raises CannotRead where there is too much of it.
    """
    tail, found = b"", False
    with parts.open(part) as sheet:
        while block := sheet.read(AT_ONCE):
            written.count(block)
            found = found or _is_doubtful(tail + block)
            tail = block[-16:]
    return found


def _is_doubtful(block: bytes) -> bool:
    """The pattern is slow, and nearly no block has a word of it."""
    return any(word in block for word in DOUBTFUL_WORDS) and DOUBTFUL.search(block) is not None


def _hidden_in(columns: Any) -> set[int]:
    hidden: set[int] = set()
    for each in columns:
        first, last = _index(each.get("min"), 1), _index(each.get("max"), 0)
        if each.get("hidden") in ("1", "true"):
            hidden.update(range(first - 1, min(last, MOST_COLUMNS)))
    return hidden


def _note_errors(row: Any, number: int, marks: _Marks) -> None:
    """Cells in error, and formulas of which no program has kept the result."""
    place = -1
    for cell in row:
        found = REFERENCE.fullmatch(cell.get("r", ""))
        own = place_of(found.group(1)) if found else None
        place = place + 1 if own is None else own
        kind, inside = cell.get("t"), {etree.QName(each).localname: each.text for each in cell}
        if kind == "e":
            error = CellError(inside.get("v") or "#N/A")
        elif "f" in inside and not inside.get("v") and kind != "str":
            error = CellError(NOT_COMPUTED)
        else:
            continue
        marks.errors.setdefault(number, {})[place] = error


def _index(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.isascii() and told.isdecimal() else otherwise
