"""补贴标准 as a workbook: one line a standard, all of them one version (R47, R61)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from training.claims.terms import Payee
from training.eligibility.rules.standard_lines import TITLES, BadStandard, read_standard
from training.eligibility.rules.standards import Standard
from training.notice.terms import ClassKind, Fund, Severity
from training.sheets.books import open_sheets
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_date
from training.sheets.examples import is_example
from training.sheets.findings import Finding, has_error
from training.sheets.money import money_text, refuse_ten_thousands
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

EXAMPLE_TRADE = "示例工种"
FIRST_LINE = "填在第一行就够，各行都填的要一样"
STANDARDS = Table(
    "补贴标准",
    (
        Column(
            "kind",
            "培训类型",
            ("班级类型",),
            True,
            "见下拉；项目制按项目，不写在这里",
            "普通",
            tuple(ClassKind),
        ),
        Column("trade", "培训工种", ("工种",), False, "不填为没有单列的各工种", EXAMPLE_TRADE, longest=64),
        Column("level", "等级", ("技能等级",), False, "不填为各等级", "五级", longest=64),
        Column("from", "课时起", ("课时下限",), True, "含", "40"),
        Column("until", "课时止", ("课时上限",), True, "含", "79.5"),
        Column("amount", "金额", ("补贴金额", "补贴标准"), True, "每人多少元，不要用万元", "1000.00"),
        Column("mixed", "线上线下混合比例", (), False, "有线上课的班按百分之几，不填为 100", "70"),
        Column("payee", "拨付对象", ("收款方",), True, "见下拉", "培训机构", tuple(Payee)),
        Column("fund", "资金来源", ("资金渠道",), True, "见下拉", "就业补助资金", tuple(Fund)),
        Column("effective_from", "生效日期", (), True, f"这天起开班的班用；{FIRST_LINE}", "2026-01-01"),
        Column("document", "文号", ("文件号",), True, FIRST_LINE, "包人社〔2026〕1号", longest=255),
    ),
    ("补贴标准表", "核价标准"),
)


@dataclass(slots=True)
class StandardRow:
    """One line; the standard of a row with errors is None."""

    row: int
    sheet: str
    document: str
    effective_from: date | None = None
    standard: Standard | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))


def read_standards(source: Path, reading: Reading | None = None) -> Iterator[StandardRow]:
    """Every line but the template's example; raises UnreadableFile."""
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), STANDARDS, reading)
    refuse_ten_thousands(sheet)
    for line in read_lines(sheet, STANDARDS, reading):
        if not is_example(line, STANDARDS, "trade"):
            yield _read(line, sheet.name)


def _read(line: Line, sheet: str) -> StandardRow:
    own = StandardRow(line.row, sheet, line.text("document"))
    own.findings.extend(find_faults(line, STANDARDS, sheet))
    said = {name: line.text(name) for name in TITLES}
    said["amount"] = money_text(line.cells.get("amount"))
    try:
        own.standard = read_standard(said)
    except BadStandard as refusal:
        own.refuse(TITLES[refusal.field], said[refusal.field], refusal.message)
    written = line.text("effective_from")
    own.effective_from = read_date(line.cells.get("effective_from")) if written else None
    if written and own.effective_from is None:
        own.refuse("生效日期", written, "应为日期，如 2026-01-01。")
    return own
