"""培训券发放 as a workbook: one line a person, and what the voucher is good for (R10)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from training.notice.identity import BadIdNumber, BadPhone, read_id_number, read_name, read_phone
from training.notice.money import BadAmount, read_fen
from training.notice.terms import Fund, Severity
from training.sheets.books import open_sheets
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_date
from training.sheets.examples import is_example
from training.sheets.findings import Finding, has_error
from training.sheets.money import money_text, refuse_ten_thousands
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

FUNDS = tuple(each.value for each in Fund)
VOUCHERS = Table(
    "培训券发放",
    (
        Column(
            "batch", "发放批次", ("批次", "批次名称"), True, "同名同内容的行是一批", "示例批次", longest=60
        ),
        Column("name", "姓名", ("学员姓名",), True, "与身份证一致", "示例", longest=64),
        Column("id_number", "身份证号", ("身份证号码", "公民身份号码", "证件号码"), True, "18 位"),
        Column("phone", "联系电话", ("手机号", "手机", "手机号码", "电话"), True, "本人手机号"),
        Column("district", "旗县区", ("所属旗县区",), False, "全称；不填则旗县区看不到", longest=64),
        Column("trade", "培训工种", ("工种", "职业工种"), False, "不填则任何工种可用", longest=64),
        Column("level", "等级", ("技能等级", "级别"), False, "不填则任何等级可用", longest=64),
        Column("face", "面值", ("券面金额",), False, "元，如 1200.00；定向券不填"),
        Column("fund", "资金来源", ("资金渠道",), True, "三选一", choices=FUNDS),
        Column("valid_from", "有效期起", ("生效日期",), True, "如 2026-03-01"),
        Column("valid_until", "有效期止", ("失效日期",), True, "如 2026-12-31，当天仍可用"),
    ),
    ("培训券发放表", "职业培训券发放"),
)


@dataclass(slots=True)
class VoucherRow:
    """One line; of a row with errors nothing is to be used."""

    row: int
    sheet: str
    batch: str
    name: str
    id_number: str
    phone: str
    district: str
    trade: str
    level: str
    face_fen: int | None = None
    fund: Fund | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self._find(column, value, message, Severity.ERROR)

    def warn(self, column: str, value: str, message: str) -> None:
        self._find(column, value, message, Severity.WARNING)

    def _find(self, column: str, value: str, message: str, severity: Severity) -> None:
        self.findings.append(Finding(self.row, column, value, message, severity, self.sheet))


def read_vouchers(source: Path, reading: Reading | None = None) -> Iterator[VoucherRow]:
    """Every line but the template's example; raises UnreadableFile."""
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), VOUCHERS, reading)
    refuse_ten_thousands(sheet)
    for line in read_lines(sheet, VOUCHERS, reading):
        if not is_example(line, VOUCHERS, "name"):
            yield _read(line, sheet.name)


def _read(line: Line, sheet: str) -> VoucherRow:
    own = VoucherRow(
        row=line.row,
        sheet=sheet,
        batch=line.text("batch"),
        name=read_name(line.text("name")),
        id_number=line.text("id_number"),
        phone=line.text("phone"),
        district=line.text("district"),
        trade=line.text("trade"),
        level=line.text("level"),
    )
    own.findings.extend(find_faults(line, VOUCHERS, sheet))
    for each in (column for column in VOUCHERS.columns if column.required and not line.text(column.field)):
        own.refuse(each.title, "", "没有填写，请补上。")
    _read_person(own)
    _read_fund(own, line.text("fund"))
    _read_face(own, money_text(line.cells.get("face")))
    own.valid_from = _day(line, own, "valid_from")
    own.valid_until = _day(line, own, "valid_until")
    if own.valid_from and own.valid_until and own.valid_from > own.valid_until:
        own.refuse("有效期止", own.valid_until.isoformat(), "早于有效期起，请核对。")
    return own


def _read_person(own: VoucherRow) -> None:
    try:
        own.id_number = read_id_number(own.id_number) if own.id_number else ""
    except BadIdNumber as refusal:
        own.refuse("身份证号", own.id_number, str(refusal))
    try:
        own.phone = read_phone(own.phone) if own.phone else ""
    except BadPhone as refusal:
        own.refuse("联系电话", own.phone, str(refusal))


def _read_fund(own: VoucherRow, said: str) -> None:
    if said and said not in FUNDS:
        own.refuse("资金来源", said, f"应为 {'、'.join(FUNDS)} 之一。")
    elif said:
        own.fund = Fund(said)


def _read_face(own: VoucherRow, said: str) -> None:
    try:
        own.face_fen = read_fen(said) if said else None
    except BadAmount as refusal:
        own.refuse("面值", said, str(refusal))
        return
    if own.face_fen == 0:
        own.refuse("面值", said, "面值要大于 0；定向券不填面值。")


def _day(line: Line, own: VoucherRow, name: str) -> date | None:
    """None of an empty cell; one that is no day is an error of its row."""
    said = line.text(name)
    day = read_date(line.cells.get(name)) if said else None
    if said and day is None:
        own.refuse(VOUCHERS.title_of(name), said, "应为日期，如 2026-03-01。")
    return day
