"""教师 as a workbook: one line a certificate (R63); numbers of identity beside it are not read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.errors import Refusal
from training.notice.terms import Severity
from training.sheets.books import open_sheets
from training.sheets.cells import Cell, is_rounded
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_date
from training.sheets.examples import is_example
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines
from training.teachers.rules.certificates import BadCertificate, CertificateDraft, read_certificate

EXAMPLE_SCHOOL = "示例培训学校"
ENDLESS = frozenset({"长期", "长期有效", "永久", "无"})
TEACHERS = Table(
    "教师",
    (
        Column("institution", "培训机构", ("机构名称", "学校"), True, "全称", EXAMPLE_SCHOOL),
        Column("name", "姓名", ("教师姓名", "教师"), True, "和课程表里的一样", "李示例", longest=64),
        Column("kind", "证书类型", ("证书名称", "证书种类"), True, "", "技能等级证书", longest=64),
        Column(
            "trade",
            "职业（工种）",
            ("工种", "职业工种"),
            True,
            "证书上的职业",
            "电工",
            longest=64,
        ),
        Column("level", "等级", ("技能等级", "级别"), False, "没有等级的不填", "三级", longest=64),
        Column("number", "证书编号", ("证书号", "证书号码"), True, "", "S000000000000", longest=64),
        Column("issued_on", "发证日期", ("发证时间",), False, "", "2024-05-12"),
        Column(
            "expires_on",
            "有效期至",
            ("有效期", "到期日期"),
            False,
            "长期有效的写“长期”",
            "2029-05-11",
        ),
    ),
    ("教师证书", "授课教师", "教师名单"),
)
ROUNDED = "编号被表格当成了数字，末尾的数字已丢失；请把这一列设为文本，照证书重新填写。"
ENDLESS_OR_LACKING = "没有写，按长期有效登记；有期限的请补上，如 2029-05-11，长期有效的写“长期”。"
DAYS = ("issued_on", "expires_on")


@dataclass(slots=True)
class TeacherRow:
    """One line; the certificate of a row with errors is None."""

    row: int
    sheet: str
    institution: str
    name: str
    draft: CertificateDraft | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.find(column, value, message, Severity.ERROR)

    def find(self, column: str, value: str, message: str, severity: Severity) -> None:
        self.findings.append(Finding(self.row, column, value, message, severity, self.sheet))


def read_teachers(source: Path, reading: Reading | None = None) -> Iterator[TeacherRow]:
    """Every line but the template's example; raises UnreadableFile."""
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), TEACHERS, reading)
    for line in read_lines(sheet, TEACHERS, reading):
        if not is_example(line, TEACHERS, "institution"):
            yield _read(line, sheet.name)


def _read(line: Line, sheet: str) -> TeacherRow:
    row = TeacherRow(line.row, sheet, line.text("institution"), line.text("name"))
    row.findings.extend(find_faults(line, TEACHERS, sheet))
    if not _is_whole(line.cells.get("number")):
        row.refuse("证书编号", line.text("number"), ROUNDED)
    if not row.is_good:
        return row
    said = {each.field: line.text(each.field) for each in TEACHERS.columns if each.field not in DAYS}
    said |= {name: _day(line, name) for name in DAYS}
    try:
        row.draft = read_certificate(said)
    except BadCertificate as refusal:
        row.refuse(refusal.column, said.get(_field_of(refusal.column), ""), refusal.message)
    except Refusal as refusal:
        row.refuse("证书类型", said["kind"], str(refusal))
    if row.is_good and not line.text("expires_on"):
        row.find("有效期至", "", ENDLESS_OR_LACKING, Severity.WARNING)
    return row


def _is_whole(number: Cell) -> bool:
    """Whether a number has all its digits: a spreadsheet keeps fifteen, and none behind a point is one."""
    return not is_rounded(number) and not (isinstance(number, float) and not number.is_integer())


def _day(line: Line, name: str) -> str:
    """As the rule reads it; what is no day stays as it is, and is refused there."""
    if line.text(name) in ENDLESS:
        return ""
    day = read_date(line.cells.get(name))
    return day.isoformat() if day else line.text(name)


def _field_of(title: str) -> str:
    return next((each.field for each in TEACHERS.columns if each.title == title), "")
