"""What columns a table has, under all the names people give them; finding the header among titles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, pairwise, zip_longest

from training.errors import UnreadableFile
from training.notice.identity import compact, plain
from training.notice.terms import Severity
from training.sheets.findings import Finding
from training.sheets.sheets import Cell, Sheet

HEADER_WITHIN_ROWS = 20
DECORATION = "*＊:：?？"
BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}
TOTALS = ("合计", "总计", "共计", "小计")
# 制表人：张三, 单位（盖章）：, 注：…: what stands under a printed list, and never first in a row of one.
SIGNED = re.compile(r"(制表|填表|填报|审核|复核|经办|负责|单位|日期|说明|备?注)[^：:]{0,8}[：:]")


@dataclass(frozen=True)
class Column:
    """One column: the field it fills, its title, its other names, and how a template explains it."""

    field: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    note: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 0
    """How many letters its record holds; 0 where the reader has checks of its own."""


@dataclass(frozen=True)
class Table:
    """A kind of sheet: its title, other titles it goes by, and its columns."""

    title: str
    columns: tuple[Column, ...]
    other_titles: tuple[str, ...] = ()

    def field_of(self, heading: str) -> str | None:
        """The field that a heading names, whatever spaces, stars or remarks in brackets it carries."""
        return self._fields.get(bare_heading(heading))

    def title_of(self, field: str) -> str:
        return next(column.title for column in self.columns if column.field == field)

    @cached_property
    def limited(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.longest)

    @cached_property
    def _fields(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for column in self.columns:
            for name in (column.title, *column.aliases):
                names[bare_heading(name)] = column.field
        return names


@dataclass(frozen=True)
class Line:
    """A data row below the header: its cells by field, absent where the sheet lacks the column."""

    row: int
    cells: dict[str, Cell]
    rows: dict[str, int] | None = None
    """Where each cell stands, in a form that has one below the other."""

    def row_of(self, field: str) -> int:
        return (self.rows or {}).get(field, self.row)

    def text(self, field: str) -> str:
        """The cell as text without spaces; a whole number without its decimal point."""
        return cell_text(self.cells.get(field))


@dataclass(frozen=True)
class _Header:
    row: int
    """The lower one of a header of two rows."""
    positions: dict[str, int]


def read_lines(sheet: Sheet, table: Table) -> Iterator[Line]:
    """The rows under the header; totals, signatures and what is printed on every page are left out.

    Raises UnreadableFile, naming the columns found and those expected, where there is no such header.
    """
    rows = iter(sheet.rows)
    head = list(islice(rows, HEADER_WITHIN_ROWS))
    header = _find_header(head, sheet, table)
    below = (row for row in chain(head, rows) if row[0] > header.row)
    above = _printed_above(head, header)
    positions = list(header.positions.items())
    for number, cells in below:
        width = len(cells)
        line = Line(number, {field: cells[at] if at < width else "" for field, at in positions})
        if not (_is_blank(line) or _is_no_row(cells) or _texts(cells) in above):
            yield line


def choose_sheet(sheets: Iterable[Sheet], table: Table) -> Sheet:
    """The sheet of that title, else the only one, else the first."""
    known = list(sheets)
    wanted = {bare_heading(title) for title in (table.title, *table.other_titles)}
    for sheet in known:
        if bare_heading(sheet.name) in wanted:
            return sheet
    if not known:
        raise UnreadableFile("文件里没有工作表。")
    return known[0]


def find_overlong(line: Line, table: Table, sheet: str) -> Iterator[Finding]:
    """Texts that no record could hold: mostly two cells run into one, or a remark in the wrong column."""
    for column in table.limited:
        cell = line.cells.get(column.field)
        if isinstance(cell, str) and len(plain(cell)) > column.longest:
            message = f"太长，最多 {column.longest} 个字，请核对是不是填错了列。"
            row = line.row_of(column.field)
            yield Finding(row, column.title, cell_text(cell), message, Severity.ERROR, sheet)


def bare_heading(heading: str) -> str:
    """A heading without spaces, stars, colons and remarks in brackets: 身份证号*（必填） -> 身份证号."""
    bare = compact(heading)
    for opening, closing in BRACKETS.items():
        while opening in bare and closing in bare[bare.index(opening) :]:
            start = bare.index(opening)
            bare = bare[:start] + bare[bare.index(closing, start) + 1 :]
    return bare.strip(DECORATION).upper()


def cell_text(cell: Cell) -> str:
    """A cell as the person sees it, without spaces; 7.0 is 7."""
    if isinstance(cell, str):
        return compact(cell)
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else ("是" if cell else "否")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _find_header(head: list[tuple[int, list[Cell]]], sheet: Sheet, table: Table) -> _Header:
    """The row that names most of the table's columns; a title above names none or one."""
    best = _best(_as_header(number, [cells], table) for number, cells in head)
    if _missing(best, table):
        # A heading that is merged over others (联系方式 over 手机 and 地址) makes a header of two rows.
        two = _best(_as_header(low[0], [low[1], high[1]], table) for high, low in pairwise(head))
        if _missing(two, table):
            raise _no_header(best, head, sheet, table)
        best = two
    return best


def _as_header(number: int, rows: list[list[Cell]], table: Table) -> _Header:
    """As if the rows were one: of what stands in one column the first that is a heading counts."""
    positions: dict[str, int] = {}
    for at, cells in enumerate(zip_longest(*rows)):
        fields = (table.field_of(cell) for cell in cells if isinstance(cell, str))
        field = next(filter(None, fields), None)
        if field and field not in positions:
            positions[field] = at
    return _Header(number, positions)


def _best(headers: Iterable[_Header]) -> _Header:
    return max(headers, key=lambda header: len(header.positions), default=_Header(0, {}))


def _missing(header: _Header, table: Table) -> list[str]:
    return [each.title for each in table.columns if each.required and each.field not in header.positions]


def _no_header(
    best: _Header, head: list[tuple[int, list[Cell]]], sheet: Sheet, table: Table
) -> UnreadableFile:
    where = f"工作表“{sheet.name}”" if sheet.name else "文件"
    headings = [text for number, cells in head if number == best.row for text in _texts(cells) if text]
    found = "、".join(headings) if best.positions else "（没有找到表头）"
    expected = "、".join(column.title for column in table.columns if column.required)
    lacking = "、".join(_missing(best, table))
    return UnreadableFile(f"{where}缺少列：{lacking}。找到的列：{found}。必须有的列：{expected}。")


def _printed_above(head: list[tuple[int, list[Cell]]], header: _Header) -> set[tuple[str, ...]]:
    """The titles and headings, which some programs print on every page again."""
    above = {_texts(cells) for number, cells in head if number <= header.row}
    return {texts for texts in above if any(texts)}


def _texts(cells: list[Cell]) -> tuple[str, ...]:
    return tuple(cell for cell in cells if isinstance(cell, str))


def _is_blank(line: Line) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in line.cells.values())


def _is_no_row(cells: list[Cell]) -> bool:
    """Whether it is a total, or a signature under the list."""
    first = next((cell for cell in cells if cell_text(cell)), "")
    if not isinstance(first, str):
        return False
    text = compact(first)
    return text.startswith(TOTALS) or SIGNED.match(text) is not None
