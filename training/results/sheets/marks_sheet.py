"""考核成绩 as a workbook: one line a trainee, of one class or of several (R46)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from training.errors import Refusal
from training.notice.identity import read_id_number
from training.notice.terms import Severity
from training.results.rules.marks import read_tenths
from training.results.rules.people import NO_MARKS, Marks
from training.sheets.books import open_sheets
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_date
from training.sheets.examples import is_example
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

BOTH = ("theory", "practice")
MARKS = Table(
    "考核成绩",
    (
        Column("class_number", "班号", ("班级编号", "班级编码"), True, "", "示例班号", longest=64),
        Column("name", "姓名", ("学员姓名",), True, "与身份证一致", "示例", longest=64),
        Column("id_number", "身份证号", ("身份证号码", "公民身份号码", "证件号码"), True, "18 位"),
        Column(
            "theory",
            "理论成绩",
            ("理论", "理论考核成绩", "理论考试成绩"),
            note="0 到 100，最多一位小数；没有考的不填",
            example="85.5",
            needs_one_of=BOTH,
        ),
        Column(
            "practice",
            "实操成绩",
            ("实操", "技能成绩", "实操考核成绩", "操作成绩"),
            note="同上",
            example="90",
        ),
        Column("held_on", "考核日期", ("考试日期",), note="如 2026-03-25", example="2026-03-25"),
    ),
    ("考试成绩", "成绩单", "成绩表"),
)


@dataclass(slots=True)
class MarksRow:
    """One line; what it does not say is None, and keeps what was written before."""

    row: int
    sheet: str
    class_number: str
    name: str
    id_number: str
    marks: Marks = NO_MARKS
    held_on: date | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))


def read_marks(source: Path, reading: Reading | None = None) -> Iterator[MarksRow]:
    """Every line but the template's example; raises UnreadableFile."""
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), MARKS, reading)
    for line in read_lines(sheet, MARKS, reading):
        if not is_example(line, MARKS, "class_number"):
            yield _read(line, sheet.name)


def _read(line: Line, sheet: str) -> MarksRow:
    number, name, id_number = (line.text(each) for each in ("class_number", "name", "id_number"))
    row = MarksRow(line.row, sheet, number, name, id_number, findings=list(find_faults(line, MARKS, sheet)))
    if not number or not name:
        row.refuse("姓名" if number else "班号", "", "没有填写。")
    try:
        row.id_number = read_id_number(id_number)
    except Refusal as refusal:
        row.refuse("身份证号", id_number, str(refusal))
    row.marks = Marks(*(_tenths(row, line, name) for name in BOTH))
    if row.is_good and row.marks == NO_MARKS:
        row.refuse("理论成绩", "", "两项成绩都没有填；没有考核的学员不用列。")
    row.held_on = read_date(line.cells.get("held_on"))
    if line.text("held_on") and row.held_on is None:
        row.refuse("考核日期", line.text("held_on"), "不是日期，请写成 2026-03-25。")
    return row


def _tenths(row: MarksRow, line: Line, name: str) -> int | None:
    try:
        return read_tenths(line.text(name))
    except Refusal as refusal:
        row.refuse(MARKS.title_of(name), line.text(name), str(refusal))
        return None
