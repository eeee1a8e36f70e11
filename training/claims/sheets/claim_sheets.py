"""The lists of claims as workbooks: for the meeting, and for the publicity (R20, R21)."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from io import BytesIO

import xlsxwriter


@dataclass(frozen=True)
class ListedClaim:
    """One line of a list; ID number and phone are masked already."""

    name: str
    id_number: str
    phone: str
    class_number: str
    class_name: str
    school: str
    district: str
    proof: str
    approved_on: str


MEETING = (
    "序号",
    "姓名",
    "身份证号",
    "联系电话",
    "班号",
    "班级",
    "驾校",
    "旗县区",
    "就业证明",
    "审核通过日期",
)
SECONDARY = "以自治区系统数据为准"
"""R23."""
Cell = str | int | Decimal
COMPARED = (
    "年度",
    "旗县区",
    "指标",
    "自治区系统",
    "本系统",
    "本系统多（＋）少（－）",
    "自治区数据截至",
    "导入日期",
)
STATES = ("状态", "份数")
NOTHING_IMPORTED = "还没有导入自治区系统的统计"


@dataclass(frozen=True)
class ComparedLine:
    """One figure of one district's year: theirs first, then ours up to the same day."""

    year: int
    district: str
    title: str
    region: int | Decimal
    own: int | Decimal
    as_of: str
    imported_on: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        difference = self.own - self.region
        shown = (self.region, self.own, difference)
        return (str(self.year), self.district, self.title, *shown, self.as_of, self.imported_on)


PUBLICITY = ("序号", "姓名", "身份证号", "联系电话", "班级", "驾校")


def meeting_list(claims: Iterable[ListedClaim]) -> bytes:
    """补贴资金相关会议研究名单."""
    rows = [(str(place), *astuple(each)) for place, each in enumerate(claims, 1)]
    return _workbook(_Sheet("申领名单", MEETING, [*rows, (SECONDARY,)]))


def publicity_list(claims: Iterable[ListedClaim]) -> bytes:
    """公示名单: nothing that could be used against a person."""
    rows = [
        (str(place), each.name, each.id_number, each.phone, each.class_name, each.school)
        for place, each in enumerate(claims, 1)
    ]
    return _workbook(_Sheet("公示名单", PUBLICITY, [*rows, (SECONDARY,)]))


def numbers_book(compared: Iterable[ComparedLine], by_state: Iterable[tuple[str, int]]) -> bytes:
    """数量: the autonomous region's figures first, then where our claims stand (R23)."""
    lines = [each.cells for each in compared] or [(NOTHING_IMPORTED,)]
    return _workbook(
        _Sheet("与自治区系统对照", COMPARED, [*lines, (SECONDARY,)]),
        _Sheet("按状态", STATES, [*by_state, (SECONDARY,)]),
    )


@dataclass(frozen=True)
class _Sheet:
    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


def _workbook(*sheets: _Sheet) -> bytes:
    written = BytesIO()
    # Text starts with anything; a leading = must stay text and not become a formula.
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        for each in sheets:
            _write(book, each)
    return written.getvalue()


def _write(book: xlsxwriter.Workbook, own: _Sheet) -> None:
    sheet, bold = book.add_worksheet(own.title), book.add_format({"bold": True})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet.write_row(0, 0, own.headings, bold)
    for place, row in enumerate(own.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(place, column, value)
            else:
                sheet.write_number(place, column, value, money if isinstance(value, Decimal) else None)
    sheet.set_column(1, len(own.headings), 18)
    sheet.freeze_panes(1, 0)
