"""Why a row is no header, or not certainly one, in words that say what to do."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from training.errors import UnreadableFile
from training.sheets.cells import Cell, Sheet, letters_of
from training.sheets.columns import Meaning, Table

Row = tuple[int, list[Cell]]


class RivalColumns(UnreadableFile):
    """Two columns claim one field, and nothing makes it certain which of them is meant."""

    def __init__(self, message: str, title: str = "", choices: tuple[tuple[str, str], ...] = ()):
        super().__init__(message)
        self.title = title
        """Of the field; empty where no choice mends it."""
        self.choices = choices
        """The letters and the heading of each of the columns."""


@dataclass
class Candidate:
    """A row, or two as one, taken for a header: the columns that claim each field."""

    row: int
    headings: dict[int, str] = field(default_factory=dict)
    by_field: dict[str, dict[int, Meaning]] = field(default_factory=lambda: defaultdict(dict))


def rivals(name: str, places: tuple[int, ...], found: Candidate, sheet: Sheet, table: Table) -> RivalColumns:
    title = table.title_of(name)
    named = " 和 ".join(f"{letters_of(at)} 列“{found.headings[at]}”" for at in places)
    where = f"工作表“{sheet.name}”" if sheet.name else "文件"
    doubled = [each.title for each in table.required if len(found.by_field.get(each.field, ())) > 1]
    if len(doubled) == len(table.required) > 1:
        return RivalColumns(
            f"{where}左右有两组相同的列（{named}），右边一组不能丢。请把右边一组移到左边一组的下面，再导入。"
        )
    choice = f"{title}={letters_of(places[-1])}"
    return RivalColumns(
        f"{where}有 {len(places)} 列都像“{title}”：{named}。不能猜是哪一列：请删去或改名不用的一列，"
        f"或说明用哪一列（--column {choice}）。",
        title,
        tuple((letters_of(at), found.headings[at]) for at in places),
    )


def two_headers(rows: tuple[int, int], sheet: Sheet) -> UnreadableFile:
    where = f"工作表“{sheet.name}”" if sheet.name else "文件"
    return UnreadableFile(
        f"{where}第 {rows[0]} 行和第 {rows[1]} 行都是表头，两部分的列不一样。"
        "请分成两个文件（或两张工作表）再导入。"
    )


def no_such_choice(title: str, tables: Iterable[Table]) -> UnreadableFile:
    known = "、".join(column.title for table in tables for column in table.columns)
    return UnreadableFile(f"没有“{title}”这一列可以指定；可以指定的有：{known}。")


def no_header(best: Candidate, head: list[Row], sheet: Sheet, table: Table) -> UnreadableFile:
    where = f"工作表“{sheet.name}”" if sheet.name else "文件"
    headings = [
        cell
        for number, cells in head
        if number == best.row
        for cell in cells
        if isinstance(cell, str) and cell
    ]
    found = "、".join(headings) if best.by_field else "（没有找到表头）"
    expected = "、".join(column.title for column in table.required)
    lacking = "、".join(column.title for column in table.missing_from(best.by_field))
    return UnreadableFile(f"{where}缺少列：{lacking}。找到的列：{found}。必须有的列：{expected}。")
