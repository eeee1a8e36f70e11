"""What columns a table has, under all the names people give them; finding the header among titles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, zip_longest

from training.errors import UnreadableFile
from training.files.findings import Finding
from training.files.sheets import Cell, Sheet
from training.rules.identity import compact, plain
from training.terms import Severity

HEADER_WITHIN_ROWS = 20
DECORATION = "*＊:：?？"
BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}
TOTALS = ("合计", "总计", "共计", "小计")


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
    positions: dict[str, int]
    headings: tuple[str, ...]


def read_lines(sheet: Sheet, table: Table) -> Iterator[Line]:
    """The rows under the header; totals and repeated headers are left out.

    Raises UnreadableFile, naming the columns found and those expected, where there is no such header.
    """
    rows = iter(sheet.rows)
    head = list(islice(rows, HEADER_WITHIN_ROWS))
    header = _find_header(head, sheet, table)
    below = (row for row in chain(head, rows) if row[0] > header.row)
    positions = list(header.positions.items())
    for number, cells in below:
        width = len(cells)
        line = Line(number, {field: cells[at] if at < width else "" for field, at in positions})
        if not (_is_blank(line) or _is_total(cells) or _repeats_header(cells, header)):
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
    candidates = [_as_header(number, cells, table) for number, cells in head]
    best = max(candidates, key=lambda header: len(header.positions), default=_Header(0, {}, ()))
    missing = [
        column.title for column in table.columns if column.required and column.field not in best.positions
    ]
    if not missing:
        return best
    where = f"工作表“{sheet.name}”" if sheet.name else "文件"
    found = (
        "、".join(heading for heading in best.headings if heading) if best.positions else "（没有找到表头）"
    )
    expected = "、".join(column.title for column in table.columns if column.required)
    raise UnreadableFile(f"{where}缺少列：{'、'.join(missing)}。找到的列：{found}。必须有的列：{expected}。")


def _as_header(number: int, cells: list[Cell], table: Table) -> _Header:
    positions: dict[str, int] = {}
    for at, cell in enumerate(cells):
        field = table.field_of(cell) if isinstance(cell, str) else None
        if field and field not in positions:
            positions[field] = at
    return _Header(number, positions, tuple(cell for cell in cells if isinstance(cell, str)))


def _is_blank(line: Line) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in line.cells.values())


def _is_total(cells: list[Cell]) -> bool:
    first = next((cell for cell in cells if cell_text(cell)), "")
    return isinstance(first, str) and compact(first).startswith(TOTALS)


def _repeats_header(cells: list[Cell], header: _Header) -> bool:
    texts = (cell for cell in cells if isinstance(cell, str))
    return all(text == heading for text, heading in zip_longest(texts, header.headings))
