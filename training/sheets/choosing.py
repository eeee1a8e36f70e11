"""Which sheet of a workbook holds a table, and that the others are named."""

from collections.abc import Collection, Iterable
from itertools import islice

from training.errors import UnreadableFile
from training.sheets.cells import Sheet
from training.sheets.columns import Table
from training.sheets.headers import HEADER_WITHIN_ROWS, has_header
from training.sheets.reading import Reading

EXPLANATIONS, FINDINGS = "填写说明", "问题清单"
OWN_SHEETS = {
    EXPLANATIONS: ["工作表", "列", "必填", "怎么填", "也认得的列名"],
    FINDINGS: ["轻重", "工作表", "行", "列", "值", "问题和改法"],
}
"""What our own templates and marked copies add, with its first row; there is nothing to read in them."""


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
    """Name the sheets that hold something and are not among those used; our own explanations hold nothing."""
    for sheet in sheets:
        is_used = any(sheet is each for each in used)
        if not is_used and not is_ours(sheet) and any(True for _ in sheet.rows):
            reading.unread.sheets.append(sheet.name if sheet.is_visible else f"{sheet.name}（隐藏）")


def is_ours(sheet: Sheet) -> bool:
    """Whether it is what we added to a file ourselves, and not only called so."""
    if sheet.name not in OWN_SHEETS:
        return False
    first = next((cells for _, cells in sheet.rows), [])
    return [cell for cell in first if cell not in ("", None)] == OWN_SHEETS[sheet.name]


class SeveralSheets(UnreadableFile):
    """Several sheets hold the same table, and reading one of them would lose the others."""

    def __init__(self, names: tuple[str, ...], title: str):
        named = "、".join(f"“{name}”" for name in names)
        super().__init__(
            f"有 {len(names)} 张工作表都像{title}：{named}。只读一张会丢掉其余的："
            "请合并成一张（几个班的加上“班号”一列），或用 --sheet 说明读哪一张、一张一张导入。"
        )
        self.names = names
        self.title = title


def several_sheets(sheets: list[Sheet], table: Table) -> SeveralSheets:
    return SeveralSheets(tuple(sheet.name for sheet in sheets), table.title)


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
    fitting = [sheet for sheet in visible if not is_ours(sheet) and has_rows_of(sheet, table)]
    if len(fitting) > 1:
        raise several_sheets(fitting, table)
    called = [sheet for sheet in visible if table.is_called(sheet.name)]
    return next(iter([*fitting, *called, *visible]))
