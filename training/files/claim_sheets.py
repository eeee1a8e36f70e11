"""The lists of claims as workbooks: for the meeting, and for the publicity (R20, R21)."""

from collections.abc import Iterable
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
APPLICATION = ("序号", "姓名", "身份证号", "班级", "培训机构", "补贴金额（元）")
SECONDARY = "以自治区系统数据为准"
"""R23."""
PUBLICITY = ("序号", "姓名", "身份证号", "联系电话", "班级", "驾校")


def meeting_list(claims: Iterable[ListedClaim]) -> bytes:
    """补贴资金相关会议研究名单."""
    rows = ((str(place), *astuple(each)) for place, each in enumerate(claims, 1))
    return _workbook("申领名单", MEETING, rows)


def publicity_list(claims: Iterable[ListedClaim]) -> bytes:
    """公示名单: nothing that could be used against a person."""
    rows = (
        (str(place), each.name, each.id_number, each.phone, each.class_name, each.school)
        for place, each in enumerate(claims, 1)
    )
    return _workbook("公示名单", PUBLICITY, rows)


def application_list(claims: Iterable[ListedClaim], amount_fen: int) -> bytes:
    """申请拨付名单, with the sum of what is applied for (R21)."""
    amount, listed = Decimal(amount_fen) / 100, list(claims)
    rows = [
        (str(place), each.name, each.id_number, each.class_name, each.school, amount)
        for place, each in enumerate(listed, 1)
    ]
    total = ("合计", f"{len(listed)} 人", "", "", SECONDARY, amount * len(listed))
    return _workbook("申请拨付名单", APPLICATION, [*rows, total])


def _workbook(title: str, headings: tuple[str, ...], rows: Iterable[tuple[str | Decimal, ...]]) -> bytes:
    written = BytesIO()
    # Text starts with anything; a leading = must stay text and not become a formula.
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, bold = book.add_worksheet(title), book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet.write_row(0, 0, headings, bold)
        for place, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, Decimal):
                    sheet.write_number(place, column, value, money)
                else:
                    sheet.write_string(place, column, value)
        sheet.set_column(1, len(headings), 18)
        sheet.freeze_panes(1, 0)
    return written.getvalue()
