"""The rows of a table, from the sheet that holds them, and what of the file is no row."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from training.notice.identity import compact, plain
from training.notice.terms import Severity
from training.sheets.cells import Cell, CellError, Sheet, letters_of
from training.sheets.columns import Column, Table, bare_heading
from training.sheets.findings import Finding
from training.sheets.header_refusals import two_headers
from training.sheets.headers import HEADER_WITHIN_ROWS, Header, find_header, is_other_header
from training.sheets.reading import Reading

# 合计, 总计：12人 and the like alone; 合计明 is a person.
TOTAL = re.compile(r"(合计|总计|共计|小计)[：:]?([(（]?[\d.,]*[人名次元]?[)）]?)?(人数|金额)?[：:]?")
# 制表人：张三, 单位（盖章）：, 注：…: what stands under a printed list, and never first in a row of one.
SIGNED = re.compile(r"(制表|填表|填报|审核|复核|经办|负责|单位|日期|说明|备?注)[^：:]{0,8}[：:]")
# What a spreadsheet shows where it could not compute; in a text file it is all that is left of it.
ERRORS = frozenset(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
LONGEST_NAMED = 20
# 单位：, 统计日期： and the like, with or without their value behind.
LABEL = re.compile(r"\D{1,16}[：:]")


@dataclass(frozen=True)
class Line:
    """A data row below the header: its cells by field, absent where the sheet lacks the column."""

    row: int
    cells: dict[str, Cell]
    rows: dict[str, int] | None = None
    """Where each cell stands, in a form that has one below the other."""
    several: Mapping[str, list[Cell]] | None = None
    """All cells of the fields that have several columns."""
    headings: Mapping[str, str] | None = None
    """The heading above each field, as it is written: units stand there."""

    def row_of(self, field: str) -> int:
        return (self.rows or {}).get(field, self.row)

    def all_of(self, field: str) -> list[Cell]:
        """Every cell of a field, also where it has one column only."""
        if self.several and field in self.several:
            return self.several[field]
        return [self.cells[field]] if field in self.cells else []

    def text(self, field: str) -> str:
        """The cell as text without spaces; a whole number without its decimal point."""
        return cell_text(self.cells.get(field))

    def heading(self, field: str) -> str:
        return (self.headings or {}).get(field, "")


def read_lines(sheet: Sheet, table: Table, reading: Reading | None = None) -> Iterator[Line]:
    """The rows under the header; what is no row (totals, signatures) is noted in `reading` as left unread.

    Raises UnreadableFile, naming the columns found and those expected, where there is no such header.
    """
    reading = reading or Reading()
    rows = iter(sheet.rows)
    head = list(islice(rows, HEADER_WITHIN_ROWS))
    lines = _Lines(sheet, table, head, reading)
    header = lines.header
    filled: set[int] = set()
    lines.note_above(head)
    for number, cells in chain(head, rows):
        if number <= header.row:
            continue
        filled.update(at for at, cell in enumerate(cells) if cell not in ("", None))
        line = lines.read(number, cells)
        if line is not None:
            yield line
    _note_columns(sheet, header, filled, reading)


class _Lines:
    """Reads the rows below one header."""

    def __init__(self, sheet: Sheet, table: Table, head: list[tuple[int, list[Cell]]], reading: Reading):
        header = find_header(head, sheet, table, reading.columns)
        self._sheet, self._reading, self.header, self._table = sheet, reading, header, table
        self._first = [(field, places[0]) for field, places in header.positions.items()]
        self._several = {field: places for field, places in header.positions.items() if len(places) > 1}
        self._headings = {field: header.heading_of(field) for field in header.positions}
        self._above = _printed_above(head, header)

    def read(self, number: int, cells: list[Cell]) -> Line | None:
        """None for what is no row; said of those that a person may take for one."""
        width = len(cells)
        values = {field: cells[at] if at < width else "" for field, at in self._first}
        several = {
            field: [cells[at] for at in places if at < width] for field, places in self._several.items()
        }
        if _is_blank([*values.values(), *(cell for each in several.values() for cell in each)]):
            self._note_beside(number, cells)
            return None
        if _is_no_row(cells):
            self._note(number, cells)
            return None
        if _texts(cells) in self._above:
            return None
        if self._may_be_header(values) and is_other_header((number, cells), self.header, self._table):
            raise two_headers((self.header.row, number), self._sheet)
        return Line(number, values, None, several, self._headings)

    def note_above(self, head: list[tuple[int, list[Cell]]]) -> None:
        """Rows above the header that are neither titles nor labels with their values may be data."""
        for number, cells in head:
            filled = [text for cell in cells if (text := cell_text(cell))]
            is_data = len(filled) > 1 and not any(LABEL.match(text) for text in filled)
            if number < self.header.row and is_data and not any(map(self._table.field_of, _texts(cells))):
                self._note(number, cells)

    def _may_be_header(self, values: Mapping[str, Cell]) -> bool:
        """Asked of every row, so only of one cell."""
        first = values.get(self._table.required[0].field) if self._table.required else None
        return isinstance(first, str) and self._table.field_of(first) is not None

    def _note(self, number: int, cells: list[Cell]) -> None:
        first = next((text for cell in cells if (text := cell_text(cell))), "")
        where = f"“{self._sheet.name}”" if self._sheet.name else ""
        self._reading.unread.rows.append(f"{where}第 {number} 行“{first[:LONGEST_NAMED]}”")

    def _note_beside(self, number: int, cells: list[Cell]) -> None:
        """A row with something only where no column of ours is; serial numbers alone are printed ahead."""
        if any(isinstance(cell, str) and cell.strip() and not cell.strip().isdecimal() for cell in cells):
            self._note(number, cells)


def find_faults(line: Line, table: Table, sheet: str) -> Iterator[Finding]:
    """Cells in which the spreadsheet could not compute, and texts that no record could hold.

    The latter are mostly two cells run into one, or a remark in the wrong column.
    """
    for field in line.cells:
        for cell in line.all_of(field):
            if isinstance(cell, CellError) or (isinstance(cell, str) and cell.strip() in ERRORS):
                message = "是表格的公式错误，不是数据；请改成实际的内容（可以复制后“选择性粘贴为数值”）。"
                yield _fault(line, table.column_of(field), str(cell), message, sheet)
    for column in table.limited:
        cell = line.cells.get(column.field)
        if isinstance(cell, str) and len(plain(cell)) > column.longest:
            message = f"太长，最多 {column.longest} 个字，请核对是不是填错了列。"
            yield _fault(line, column, cell_text(cell), message, sheet)


def _fault(line: Line, column: Column, value: str, message: str, sheet: str) -> Finding:
    return Finding(line.row_of(column.field), column.title, value, message, Severity.ERROR, sheet)


def cell_text(cell: Cell) -> str:
    """A cell as the person sees it, without spaces; 7.0 is 7."""
    if isinstance(cell, str):
        return compact(cell)
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else ("是" if cell else "否")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _note_columns(sheet: Sheet, header: Header, filled: set[int], reading: Reading) -> None:
    """Name the columns that hold something and were not read; serial numbers say nothing of anybody."""
    used = {place for places in header.positions.values() for place in places}
    for at in sorted(filled - used):
        heading = header.headings.get(at, "").strip()
        if bare_heading(heading) not in ("序号", "NO", "NO."):
            hidden = "，隐藏" if at in sheet.hidden_columns else ""
            reading.unread.columns.append(f"{letters_of(at)}（{heading or '没有表头'}{hidden}）")


def _printed_above(head: list[tuple[int, list[Cell]]], header: Header) -> set[tuple[str, ...]]:
    """The titles and headings, which some programs print on every page again."""
    above = {_texts(cells) for number, cells in head if number <= header.row}
    return {texts for texts in above if any(texts)}


def _texts(cells: list[Cell]) -> tuple[str, ...]:
    return tuple(cell for cell in cells if isinstance(cell, str))


def _is_blank(cells: Iterable[Cell]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def _is_no_row(cells: list[Cell]) -> bool:
    """Whether it is a total, or a signature under the list."""
    first = next((cell for cell in cells if cell_text(cell)), "")
    if not isinstance(first, str):
        return False
    text = compact(first)
    return TOTAL.fullmatch(text) is not None or SIGNED.match(text) is not None
