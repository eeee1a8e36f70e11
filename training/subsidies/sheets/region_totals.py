"""The autonomous region's own totals (自治区系统统计): one line a district and year (R23)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from training.notice.money import BadAmount, read_total_fen
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

EXAMPLE_DISTRICT = "示例旗县区"
REGION_TOTALS = Table(
    "自治区系统统计",
    (
        Column("year", "年度", ("年份", "统计年度"), True, "四位数，如 2026", "2026"),
        Column(
            "district", "旗县区", ("地区", "区划", "所属旗县区"), True, "全称，一行一个", EXAMPLE_DISTRICT
        ),
        Column(
            "trained",
            "培训人数",
            ("参训人数", "培训人次"),
            True,
            "只填小型汽车驾驶员（C1类），当年开班的",
            "120",
        ),
        Column(
            "subsidised",
            "补贴人数",
            ("享受补贴人数", "拨付人数"),
            True,
            "只填小型汽车驾驶员（C1类），当年已拨付的",
            "80",
        ),
        Column(
            "amount",
            "补贴金额",
            ("拨付金额", "补贴资金", "资金总额"),
            True,
            "元，如 96000 或 96,000.00；不要用万元",
            "96000.00",
        ),
        Column(
            "as_of",
            "统计截止日期",
            ("截止日期", "数据截止日期", "统计时间"),
            True,
            "如 2026-06-30",
            "2026-06-30",
        ),
    ),
    ("自治区系统数据", "统计数据"),
)
YEAR = re.compile(r"(20\d{2})年?度?")
COUNT = re.compile(r"\d{1,7}")


@dataclass(slots=True)
class TotalRow:
    """One line; the figures of a row with errors are not to be used."""

    row: int
    sheet: str
    district: str
    year: int = 0
    trained: int = 0
    subsidised: int = 0
    amount_fen: int = 0
    as_of: date = date.min
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))


def read_region_totals(source: Path, today: date, reading: Reading | None = None) -> Iterator[TotalRow]:
    """Every line but the template's example.

    Raises UnreadableFile for a file that is none, lacks required columns or counts in 万元.
    """
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), REGION_TOTALS, reading)
    refuse_ten_thousands(sheet)
    for line in read_lines(sheet, REGION_TOTALS, reading):
        if not is_example(line, REGION_TOTALS, "district"):
            yield _read_row(line, sheet.name, today)


def _read_row(line: Line, sheet: str, today: date) -> TotalRow:
    row = TotalRow(line.row, sheet, line.text("district"))
    row.findings.extend(find_faults(line, REGION_TOTALS, sheet))
    row.year = _year(line, row, today)
    row.trained, row.subsidised = _count(line, row, "trained"), _count(line, row, "subsidised")
    row.amount_fen = _amount(line, row)
    row.as_of = _as_of(line, row, today)
    return row


def _year(line: Line, row: TotalRow, today: date) -> int:
    found = YEAR.fullmatch(line.text("year"))
    if found is None or int(found.group(1)) > today.year:
        row.refuse("年度", line.text("year"), f"年度应为四位数，不晚于 {today.year}。")
        return 0
    return int(found.group(1))


def _count(line: Line, row: TotalRow, name: str) -> int:
    said = line.text(name).replace(",", "").removesuffix("人")
    if COUNT.fullmatch(said) is None:
        row.refuse(REGION_TOTALS.title_of(name), line.text(name), "应为整数的人数，没有的填 0。")
        return 0
    return int(said)


def _amount(line: Line, row: TotalRow) -> int:
    try:
        return read_total_fen(money_text(line.cells.get("amount")))
    except BadAmount as refusal:
        row.refuse("补贴金额", line.text("amount"), str(refusal))
        return 0


def _as_of(line: Line, row: TotalRow, today: date) -> date:
    day = read_date(line.cells.get("as_of"))
    if day is None or day > today:
        message = f"应为不晚于今天（{today}）的日期，如 2026-06-30。"
        row.refuse("统计截止日期", line.text("as_of"), message)
        return date.min
    if row.year and day.year < row.year:
        row.refuse("统计截止日期", str(day), f"早于 {row.year} 年，与年度不符。")
    return day
