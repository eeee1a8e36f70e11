"""季度计划 as a workbook: one line an item, of one district and quarter or of several (R03)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.errors import Refusal
from training.notice.terms import ClassKind, Fund, Severity
from training.plans.rules.items import BadItem, Item, read_item
from training.plans.rules.quarters import Quarter, read_quarter
from training.sheets.books import open_sheets
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.examples import is_example
from training.sheets.findings import Finding, has_error
from training.sheets.money import money_text, refuse_ten_thousands
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

EXAMPLE_DISTRICT = "示例旗县区"
PLANS = Table(
    "季度计划",
    (
        Column("year", "年度", ("计划年度", "年份"), True, "四位数，如 2026", "2026"),
        Column("quarter", "季度", ("计划季度",), True, "1 到 4", "4", ("1", "2", "3", "4")),
        Column("district", "旗县区", ("所属旗县区", "地区"), True, "全称", EXAMPLE_DISTRICT),
        Column("trade", "培训工种", ("工种", "职业", "培训职业"), True, "", "电工", longest=64),
        Column("level", "等级", ("技能等级", "级别"), False, "不填为任何等级", "五级", longest=64),
        Column("kind", "培训类型", ("类型",), True, "见下拉", "普通", tuple(ClassKind)),
        Column(
            "is_new_occupation",
            "新职业",
            ("新业态新职业新工种", "是否新职业"),
            False,
            "是 或 否",
            "否",
            ("是", "否"),
        ),
        Column("industry", "重点产业", ("产业", "所属产业"), False, "不属于的不填", "稀土", longest=64),
        Column("classes", "班数", ("计划班数", "班次"), True, "整数", "2"),
        Column("people", "人数", ("计划人数", "培训人数"), True, "各班合计，整数", "60"),
        Column("hours", "课时", ("每班课时", "总课时"), True, "每班的课时", "120"),
        Column("fund", "资金来源", ("资金渠道",), True, "见下拉", "就业补助资金", tuple(Fund)),
        Column("amount", "金额", ("计划金额", "补贴金额", "资金"), True, "元，不要用万元", "72000.00"),
    ),
    ("季度培训计划", "培训计划"),
)
FIELDS = tuple(each.field for each in PLANS.columns if each.field not in ("year", "quarter", "district"))


@dataclass(slots=True)
class PlanRow:
    """One line; the item of a row with errors is None."""

    row: int
    sheet: str
    district: str
    quarter: Quarter | None = None
    item: Item | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))


def read_plans(source: Path, reading: Reading | None = None) -> Iterator[PlanRow]:
    """Every line but the template's example; raises UnreadableFile."""
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), PLANS, reading)
    refuse_ten_thousands(sheet)
    for line in read_lines(sheet, PLANS, reading):
        if not is_example(line, PLANS, "district"):
            yield _read(line, sheet.name)


def _read(line: Line, sheet: str) -> PlanRow:
    row = PlanRow(line.row, sheet, line.text("district"))
    row.findings.extend(find_faults(line, PLANS, sheet))
    try:
        row.quarter = read_quarter(_plain(line, "year", "年度"), _plain(line, "quarter", "季度"))
    except Refusal as refusal:
        row.refuse("季度", f"{line.text('year')} {line.text('quarter')}", str(refusal))
    said = {name: line.text(name) for name in FIELDS}
    said["amount"] = money_text(line.cells.get("amount"))
    try:
        row.item = read_item(said)
    except BadItem as refusal:
        row.refuse(refusal.field, said.get(_name_of(refusal.field), ""), refusal.message)
    return row


def _plain(line: Line, name: str, unit: str) -> str:
    return line.text(name).removesuffix(unit).removesuffix("年").removeprefix("第")


def _name_of(title: str) -> str:
    return next((each.field for each in PLANS.columns if each.title == title), "")
