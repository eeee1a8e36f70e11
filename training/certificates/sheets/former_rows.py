"""历史证书 as a workbook: one line a certificate of before, perhaps with what was paid then (R08)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from training.certificates.rules.numbers import compact_number
from training.certificates.rules.takeover import PAID_BEFORE
from training.notice.identity import BadIdNumber, read_id_number, read_name
from training.notice.money import BadAmount, read_fen
from training.notice.terms import Severity
from training.sheets.books import open_sheets
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_date
from training.sheets.examples import is_example
from training.sheets.findings import Finding, has_error
from training.sheets.money import money_text, refuse_ten_thousands
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

FORMER = Table(
    "历史证书",
    (
        Column("number", "证书编号", ("证书号", "证书号码"), True, "照证书写", "示例编号", longest=60),
        Column("name", "姓名", ("学员姓名",), True, "与身份证一致", "示例", longest=64),
        Column("id_number", "身份证号", ("身份证号码", "公民身份号码", "证件号码"), True, "18 位"),
        Column("trade", "培训工种", ("工种", "职业", "职业工种"), True, "", "电工", longest=64),
        Column("level", "等级", ("技能等级", "级别"), False, "没有的不填", "五级", longest=64),
        Column("institution", "培训机构", ("培训机构名称", "机构"), False, "全称", longest=255),
        Column("issued", "发证日期", ("发证时间", "颁证日期"), True, "如 2019-06-28"),
        Column("class_number", "班号", ("班级编号", "培训班编号"), False, "有的写", longest=60),
        Column("district", "旗县区", ("所属旗县区",), False, "全称；旗县区自己导入的可以不填", longest=64),
        Column("paid", "拨付金额", ("补贴金额",), False, "元，如 1200.00；当时没有补贴的不填"),
        Column("paid_on", "拨付日期", ("发放日期",), False, "如 2019-08-15"),
    ),
    ("历史证书台账", "证书台账"),
)


@dataclass(slots=True)
class FormerRow:
    """One line; of a row with errors nothing is to be used."""

    row: int
    sheet: str
    number: str
    name: str
    id_number: str
    trade: str
    level: str
    institution: str
    class_number: str
    district: str
    issued_on: date | None = None
    paid_fen: int | None = None
    paid_on: date | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    @property
    def key(self) -> str:
        """As numbers are compared."""
        return compact_number(self.number)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))

    def warn(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.WARNING, self.sheet))


TEXTS = ("number", "name", "id_number", "trade", "level", "institution", "class_number", "district")


def read_former(source: Path, reading: Reading | None = None) -> Iterator[FormerRow]:
    """Every line but the template's example; raises UnreadableFile."""
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), FORMER, reading)
    refuse_ten_thousands(sheet)
    for line in read_lines(sheet, FORMER, reading):
        if not is_example(line, FORMER, "number"):
            yield _read(line, sheet.name)


def _read(line: Line, sheet: str) -> FormerRow:
    own = FormerRow(line.row, sheet, **{each: line.text(each) for each in TEXTS})
    own.findings.extend(find_faults(line, FORMER, sheet))
    own.name = read_name(own.name)
    for each in (column for column in FORMER.columns if column.required and not line.text(column.field)):
        own.refuse(each.title, "", "没有填写，请照旧台账补上。")
    if own.number and not own.key:
        own.refuse("证书编号", own.number, "没有数字也没有文字，请照证书写。")
    _read_id_number(own)
    own.issued_on = _day(line, own, "issued", "发证日期")
    own.paid_on = _day(line, own, "paid_on", "拨付日期")
    _read_paid(line, own)
    return own


def _read_id_number(own: FormerRow) -> None:
    try:
        own.id_number = read_id_number(own.id_number) if own.id_number else ""
    except BadIdNumber as refusal:
        own.refuse("身份证号", own.id_number, str(refusal))


def _day(line: Line, own: FormerRow, name: str, title: str) -> date | None:
    """None of an empty cell; one that is no day is an error of its row."""
    said = line.text(name)
    day = read_date(line.cells.get(name)) if said else None
    if said and day is None:
        own.refuse(title, said, "应为日期，如 2019-06-28。")
    return day


def _read_paid(line: Line, own: FormerRow) -> None:
    said = money_text(line.cells.get("paid"))
    try:
        own.paid_fen = read_fen(said) if said else None
    except BadAmount as refusal:
        own.refuse("拨付金额", said, str(refusal))
        return
    if own.paid_on is not None and own.paid_fen is None:
        own.refuse("拨付金额", "", PAID_BEFORE)
