"""The rows of a table, from the sheet that holds them, and what of the file is no row."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from training.errors import UnreadableFile
from training.notice.identity import compact, plain
from training.notice.terms import Severity
from training.sheets.cells import Cell, CellError, Sheet, letters_of
from training.sheets.columns import Column, Table, bare_heading
from training.sheets.findings import Finding
from training.sheets.headers import HEADER_WITHIN_ROWS, Header, find_header, has_header
from training.sheets.reading import Reading

# 合计, 总计：12人 and the like alone; 合计明 is a person.
TOTAL = re.compile(r"(合计|总计|共计|小计)[：:]?([(（]?[\d.,]*[人名次元]?[)）]?)?(人数|金额)?[：:]?")
# 制表人：张三, 单位（盖章）：, 注：…: what stands under a printed list, and never first in a row of one.
SIGNED = re.compile(r"(制表|填表|填报|审核|复核|经办|负责|单位|日期|说明|备?注)[^：:]{0,8}[：:]")
# What a spreadsheet shows where it could not compute; in a text file it is all that is left of it.
ERRORS = frozenset(("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
OWN_SHEETS = ("填写说明", "问题清单")
"""What our own templates and marked copies add; there is nothing to read in them."""
LONGEST_NAMED = 20


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
    header = find_header(head, sheet, table, reading.columns)
    lines = _Lines(sheet, header, head, reading)
    filled: set[int] = set()
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

    def __init__(self, sheet: Sheet, header: Header, head: list[tuple[int, list[Cell]]], reading: Reading):
        self._sheet, self._reading = sheet, reading
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
        return Line(number, values, None, several, self._headings)

    def _note(self, number: int, cells: list[Cell]) -> None:
        first = next((text for cell in cells if (text := cell_text(cell))), "")
        where = f"“{self._sheet.name}”" if self._sheet.name else ""
        self._reading.unread.rows.append(f"{where}第 {number} 行“{first[:LONGEST_NAMED]}”")

    def _note_beside(self, number: int, cells: list[Cell]) -> None:
        """A row with something only where no column of ours is; serial numbers alone are printed ahead."""
        if any(isinstance(cell, str) and cell.strip() and not cell.strip().isdecimal() for cell in cells):
            self._note(number, cells)


def choose_sheet(sheets: Iterable[Sheet], table: Table, reading: Reading | None = None) -> Sheet:
    """The one sheet with such a table; all others are noted in `reading` as left unread.

    Raises UnreadableFile where several visible sheets have one, naming them: their people must not get lost.
    """
    reading, known = reading or Reading(), list(sheets)
    if not known:
        raise UnreadableFile("文件里没有工作表。")
    chosen = _chosen(known, table, reading) if reading.sheet else _only(known, table)
    note_other_sheets(known, (chosen,), reading)
    return chosen


def note_other_sheets(sheets: Iterable[Sheet], used: Collection[Sheet | None], reading: Reading) -> None:
    """Name the sheets that hold something and are not among those used."""
    for sheet in sheets:
        is_used = any(sheet is each for each in used)
        if not is_used and sheet.name not in OWN_SHEETS and any(True for _ in sheet.rows):
            reading.unread.sheets.append(sheet.name if sheet.is_visible else f"{sheet.name}（隐藏）")


def several_sheets(sheets: list[Sheet], table: Table) -> UnreadableFile:
    names = "、".join(f"“{sheet.name}”" for sheet in sheets)
    return UnreadableFile(
        f"有 {len(sheets)} 张工作表都像{table.title}：{names}。只读一张会丢掉其余的："
        "请合并成一张（几个班的加上“班号”一列），或用 --sheet 说明读哪一张、一张一张导入。"
    )


def has_rows_of(sheet: Sheet, table: Table) -> bool:
    """Whether there is such a header and something below it; an empty page of a template holds nobody."""
    head = list(islice(sheet.rows, HEADER_WITHIN_ROWS))
    return has_header(head, table) and len(head) > 1


def _chosen(sheets: list[Sheet], table: Table, reading: Reading) -> Sheet:
    found = next((sheet for sheet in sheets if sheet.name == reading.sheet), None)
    if found is None:
        there = "、".join(sheet.name for sheet in sheets)
        raise UnreadableFile(f"没有工作表“{reading.sheet}”，现有：{there}。")
    return found


def _only(sheets: list[Sheet], table: Table) -> Sheet:
    visible = [sheet for sheet in sheets if sheet.is_visible] or sheets
    if len(visible) == 1:
        return visible[0]
    fitting = [sheet for sheet in visible if sheet.name not in OWN_SHEETS and has_rows_of(sheet, table)]
    if len(fitting) > 1:
        raise several_sheets(fitting, table)
    called = [sheet for sheet in visible if table.is_called(sheet.name)]
    return next(iter([*fitting, *called, *visible]))


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
