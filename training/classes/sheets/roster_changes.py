"""人员增减 as a workbook: who is to come into which class, to leave it, or to come for another (R25)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from training.classes.sheets.roster import RosterRow, read_roster
from training.classes.sheets.roster_columns import ANOTHERS, EXAMPLE_NAME, ROSTER
from training.classes.terms import OF_PEOPLE, ChangeKind
from training.notice.documents import BadDocument, read_document, read_kind
from training.notice.identity import BadIdNumber
from training.notice.policy import Policy
from training.notice.terms import Severity
from training.sheets.books import open_sheets
from training.sheets.cells import Cell, Sheet
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_date
from training.sheets.examples import is_example, left_of_example
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

PERSON = ("name", "id_number", "phone", "attendance_number")
"""What a line tells of whoever comes, under the names of a roster."""
CHANGES = Table(
    "人员增减",
    (
        Column("class_number", "班号", ("班级编号", "班级号"), required=True),
        Column(
            "kind",
            "类型",
            ("增减类型", "变动类型"),
            required=True,
            note="增加、退出 或 替换",
            example="增加",
            choices=OF_PEOPLE,
        ),
        Column(
            "name",
            "姓名",
            ("学员姓名",),
            required=True,
            note="来的人；退出时写走的人",
            example=EXAMPLE_NAME,
            longest=64,
        ),
        Column(
            "id_number",
            "身份证号",
            ("身份证号码", "身份证", "证件号码"),
            required=True,
            note="18 位，本列已设为文本；来的人，退出时写走的人",
            example="150203199003077723",
            never=("被替换", *ANOTHERS),
        ),
        Column("leaver", "被替换人身份证号", ("被替换人身份证", "原学员身份证号"), note="替换时必填"),
        Column(
            "phone",
            "联系电话",
            ("手机", "手机号", "手机号码", "电话"),
            note="增加、替换时必填",
            example="13800000000",
            never=ANOTHERS,
        ),
        Column(
            "attendance_number", "考勤号", ("考勤号码", "考勤编号"), note="没有它打卡对不上人", example="1"
        ),
        Column(
            "effective_on",
            "生效日期",
            ("生效时间",),
            required=True,
            note="增加的人从这天起在册，退出的人从这天起不在册",
            example="2026-03-02",
        ),
        Column("reason", "原因", ("理由", "变动原因"), required=True, example="找到工作", longest=255),
    ),
    ("人员增减表", "学员增减", "人员变动"),
)


@dataclass(slots=True)
class ChangeRow:
    """One change; the fields of a row with errors are not to be used."""

    row: int
    sheet: str
    class_number: str
    kind: ChangeKind = ChangeKind.ADD
    effective_on: date = date.min
    reason: str = ""
    newcomer: RosterRow | None = None
    leaver: str = ""
    """The ID number of whoever leaves."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))


def read_changes(
    source: Path | Sheet, on: date, policy: Policy, reading: Reading | None = None
) -> Iterator[ChangeRow]:
    """Every change of the file or sheet, with findings; raises UnreadableFile."""
    reading = reading or Reading()
    sheet = source if isinstance(source, Sheet) else choose_sheet(open_sheets(source), CHANGES, reading)
    for line in read_lines(sheet, CHANGES, reading):
        if not is_example(line, CHANGES, "name"):
            yield _read(line, sheet.name, on, policy)


def _read(line: Line, sheet: str, on: date, policy: Policy) -> ChangeRow:
    row = ChangeRow(line.row, sheet, line.text("class_number"), reason=line.text("reason"))
    row.findings += [*find_faults(line, CHANGES, sheet), *left_of_example(line, CHANGES, "name", sheet)]
    for each in ("class_number", "reason"):
        if not line.text(each):
            row.refuse(CHANGES.title_of(each), "", f"{CHANGES.title_of(each)}没有填。")
    kind, day = line.text("kind"), read_date(line.cells.get("effective_on"))
    if kind not in OF_PEOPLE:
        row.refuse("类型", kind, "应为 增加、退出 或 替换。")
        return row
    row.kind = ChangeKind(kind)
    if day is None:
        row.refuse("生效日期", line.text("effective_on"), "不是日期，请写成 2026-03-02。")
    row.effective_on = day or date.min
    if row.kind.takes_out:
        _read_leaver(row, line)
    if row.kind.brings:
        _read_newcomer(row, line, on, policy)
    return row


def _read_leaver(row: ChangeRow, line: Line) -> None:
    column = "leaver" if row.kind.brings else "id_number"
    text = line.text(column)
    try:
        row.leaver = read_document(text, read_kind(""))
    except (BadIdNumber, BadDocument) as refusal:
        row.refuse(CHANGES.title_of(column), text, str(refusal) if text else "走的人的身份证号没有填。")


def _read_newcomer(row: ChangeRow, line: Line, on: date, policy: Policy) -> None:
    """As a line of a roster."""
    titles: list[Cell] = [ROSTER.title_of(each) for each in PERSON]
    cells = [line.cells.get(each) for each in PERSON]
    for found in read_roster(Sheet(row.sheet, [(0, titles), (line.row, cells)]), on, policy):
        row.newcomer = found
        row.findings += found.findings
