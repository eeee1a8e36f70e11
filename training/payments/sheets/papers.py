"""公示表, 拨付申请表 and 补贴花名册 as workbooks (R21, R25)."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from io import BytesIO

import xlsxwriter

Cell = str | int | Decimal
SECONDARY = "以自治区系统数据为准"
"""R23."""
NOTICE = ("序号", "姓名", "身份证号", "培训机构", "班级", "补贴项目", "补贴金额（元）")
ROSTER = (
    "序号",
    "姓名",
    "身份证号",
    "人员类别",
    "联系电话",
    "班号",
    "培训工种",
    "证书编号",
    "出勤课时",
    "补贴标准",
    "补贴金额",
    "资金来源",
    "是否可补贴",
    "不可补贴原因",
)
BY_CLASS = ("班号", "班级", "培训机构", "拨付给", "人数", "金额（元）")


@dataclass(frozen=True)
class NoticeRow:
    """Nothing that could be used against a person."""

    name: str
    id_number: str
    school: str
    class_name: str
    scheme: str
    amount: Decimal


@dataclass(frozen=True)
class RosterRow:
    """One person as finance reads it; numbers as whoever takes the file may see them."""

    name: str
    id_number: str
    category: str
    phone: str
    class_number: str
    trade: str
    certificate: str
    hours: str
    standard: Decimal
    amount: Decimal
    fund: str
    verdict: str
    reasons: str


@dataclass(frozen=True)
class ClassRow:
    """One class of an application."""

    number: str
    name: str
    school: str
    payee: str
    people: int
    amount: Decimal


def notice_book(title: str, days: str, phone: str, rows: Iterable[NoticeRow]) -> bytes:
    """For the notice board: who, how much, until when, and whom to call."""
    lines = [(str(place), *astuple(each)) for place, each in enumerate(rows, 1)]
    foot = ((f"公示期：{days}",), (f"监督电话：{phone}",), (SECONDARY,))
    return _workbook(_Sheet("公示表", NOTICE, [*lines, *foot], title))


def application_book(
    title: str, facts: Sequence[tuple[str, str]], classes: Sequence[ClassRow], people: Sequence[RosterRow]
) -> bytes:
    """拨付申请表 with its 补贴花名册."""
    total = sum((each.amount for each in classes), Decimal())
    sums = ("合计", "", "", "", sum(each.people for each in classes), total)
    by_class = [*(astuple(each) for each in classes), sums, *facts, (SECONDARY,)]
    roster = [(str(place), *astuple(each)) for place, each in enumerate(people, 1)]
    return _workbook(
        _Sheet("拨付申请表", BY_CLASS, by_class, title), _Sheet("补贴花名册", ROSTER, [*roster, (SECONDARY,)])
    )


@dataclass(frozen=True)
class _Sheet:
    name: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    title: str = ""


def _workbook(*sheets: _Sheet) -> bytes:
    written = BytesIO()
    # Text starts with anything; a leading = must stay text and not become a formula.
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        for each in sheets:
            _write(book, each)
    return written.getvalue()


def _write(book: xlsxwriter.Workbook, own: _Sheet) -> None:
    sheet, bold = book.add_worksheet(own.name), book.add_format({"bold": True})
    money = book.add_format({"num_format": "#,##0.00"})
    first = 0
    if own.title:
        sheet.write_string(0, 0, own.title, bold)
        first = 1
    sheet.write_row(first, 0, own.headings, bold)
    for place, row in enumerate(own.rows, first + 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(place, column, value)
            else:
                sheet.write_number(place, column, value, money if isinstance(value, Decimal) else None)
    sheet.set_column(1, len(own.headings), 18)
    sheet.freeze_panes(first + 1, 0)
