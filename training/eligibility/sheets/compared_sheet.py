"""比对名单 as a workbook: one line a person and a period; numbers are never written down (R19, R58)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from training.eligibility.terms import ComparedKind
from training.notice.identity import BadIdNumber, mask_id_number, read_id_number
from training.notice.terms import Severity
from training.sheets.books import open_sheets
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_date
from training.sheets.examples import is_example
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

FIRST_LINE = "每个类别填第一行就够"
COMPARED = Table(
    "比对名单",
    (
        Column("kind", "类别", ("名单类别", "比对类别"), True, "见下拉", "在职参保", tuple(ComparedKind)),
        Column("id_number", "身份证号", ("身份证号码", "公民身份号码"), True, "18 位", "示例号码"),
        Column("from", "起", ("起始日期", "开始日期"), False, "不填为一直以来", "2025-01-01"),
        Column("until", "止", ("终止日期", "截止日期"), False, "不填为至今", "2025-12-31"),
        Column("as_of", "数据截止日期", ("数据日期",), True, FIRST_LINE, "2026-01-31"),
        Column("source", "数据来源", ("来源单位",), True, FIRST_LINE, "示例单位", longest=255),
    ),
    ("比对人员名单",),
)


@dataclass(slots=True)
class ComparedRow:
    """One line; the number lives as long as the file is read."""

    row: int
    sheet: str
    id_number: str
    source: str
    kind: ComparedKind | None = None
    from_day: date | None = None
    until_day: date | None = None
    as_of: date | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))


def read_compared(source: Path, reading: Reading | None = None) -> Iterator[ComparedRow]:
    """Every line but the template's example; raises UnreadableFile."""
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), COMPARED, reading)
    for line in read_lines(sheet, COMPARED, reading):
        if not is_example(line, COMPARED, "id_number"):
            yield _read(line, sheet.name)


def _read(line: Line, sheet: str) -> ComparedRow:
    own = ComparedRow(line.row, sheet, line.text("id_number"), line.text("source"))
    own.findings.extend(find_faults(line, COMPARED, sheet))
    said = line.text("kind")
    if said in [each.value for each in ComparedKind]:
        own.kind = ComparedKind(said)
    else:
        own.refuse("类别", said, f"应是 {'、'.join(ComparedKind)} 之一。")
    _read_number(own)
    own.from_day, own.until_day = _day(line, own, "from"), _day(line, own, "until")
    own.as_of = _day(line, own, "as_of")
    if own.from_day and own.until_day and own.until_day < own.from_day:
        own.refuse("止", own.until_day.isoformat(), f"早于起 {own.from_day}。")
    return own


def _read_number(own: ComparedRow) -> None:
    try:
        own.id_number = read_id_number(own.id_number)
    except BadIdNumber as refusal:
        # What was found is kept for some days; the number is not.
        own.refuse("身份证号", mask_id_number(own.id_number), str(refusal))


def _day(line: Line, own: ComparedRow, name: str) -> date | None:
    """None of an empty cell; one that is no day is an error of its row."""
    said = line.text(name)
    day = read_date(line.cells.get(name)) if said else None
    if said and day is None:
        own.refuse(COMPARED.title_of(name), said, "应为日期，如 2026-01-31。")
    return day
