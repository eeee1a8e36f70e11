"""就业跟踪 as a workbook: one line a person and day of asking (R11, R14)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from training.errors import Refusal
from training.follow_ups.rules.answers import Answer
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.notice.identity import read_id_number
from training.notice.terms import Severity
from training.sheets.books import open_sheets
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_date
from training.sheets.examples import is_example
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

Word = TypeVar("Word", WorkStatus, AnswerSource)
STATUSES = tuple(each.value for each in WorkStatus)
LONGEST = 255
FOLLOW_UPS = Table(
    "就业跟踪",
    (
        Column("class_number", "班号", ("班级编号", "班级编码"), True, "", "示例班号", longest=64),
        Column("name", "姓名", ("学员姓名",), True, "与身份证一致", "示例", longest=64),
        Column("id_number", "身份证号", ("身份证号码", "公民身份号码", "证件号码"), True, "18 位"),
        Column("asked_on", "回访日期", ("回访时间", "跟踪日期"), True, "哪天问的，如 2026-05-04"),
        Column("status", "就业状态", ("就业情况", "去向"), True, "六选一", choices=STATUSES),
        Column(
            "employer",
            "单位名称",
            ("就业单位", "工作单位", "用人单位", "企业名称"),
            note="就业写单位，自主创业写店铺或企业的名称",
            longest=LONGEST,
        ),
        Column(
            "credit_code",
            "统一社会信用代码",
            ("信用代码", "单位信用代码"),
            note="18 位，没有的不填；社保比对的就业必填",
        ),
        Column("job", "岗位", ("从事岗位", "工作岗位"), note="可不填", longest=64),
        Column("since", "起始日期", ("就业日期", "就业起始日期", "参保日期"), note="就业必填，如 2026-04-01"),
        Column(
            "proof",
            "佐证",
            ("佐证材料",),
            note="手里有什么材料，如劳动合同；文件在回访页面上传，只写在这里的不算有佐证",
            longest=200,
        ),
        Column(
            "source",
            "来源",
            ("回访来源", "数据来源"),
            note="旗县区与社保数据比对的写“社保比对”；其余不填，按谁导入记机构或电话",
        ),
    ),
    ("就业回访", "就业跟踪表", "社保比对"),
)
NOT_SAID = "没有填写，请补上。"


@dataclass(slots=True)
class FollowedRow:
    """One line; of a row with errors nothing is to be used."""

    row: int
    sheet: str
    class_number: str
    name: str
    id_number: str
    said: Answer | None = None
    """None where the line does not say enough to be one."""
    proof: str = ""
    source: AnswerSource | None = None
    """None: by whoever hands the file in."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return self.said is not None and not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self._find(column, value, message, Severity.ERROR)

    def warn(self, column: str, value: str, message: str) -> None:
        self._find(column, value, message, Severity.WARNING)

    def _find(self, column: str, value: str, message: str, severity: Severity) -> None:
        self.findings.append(Finding(self.row, column, value, message, severity, self.sheet))


def read_follow_ups(source: Path, reading: Reading | None = None) -> Iterator[FollowedRow]:
    """Every line but the template's example; raises UnreadableFile."""
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), FOLLOW_UPS, reading)
    for line in read_lines(sheet, FOLLOW_UPS, reading):
        if not is_example(line, FOLLOW_UPS, "class_number"):
            yield _read(line, sheet.name)


def _read(line: Line, sheet: str) -> FollowedRow:
    number, name, id_number = (line.text(each) for each in ("class_number", "name", "id_number"))
    own = FollowedRow(line.row, sheet, number, name, id_number, proof=line.text("proof"))
    own.findings.extend(find_faults(line, FOLLOW_UPS, sheet))
    for each in (column for column in FOLLOW_UPS.columns if column.required and not line.text(column.field)):
        own.refuse(each.title, "", NOT_SAID)
    _read_id_number(own)
    own.source = _one_of(own, line, "source", AnswerSource)
    status, asked_on = _one_of(own, line, "status", WorkStatus), _day(own, line, "asked_on")
    since = _day(own, line, "since")
    if status is not None and asked_on is not None:
        employer, code, job = (line.text(each) for each in ("employer", "credit_code", "job"))
        own.said = Answer(status, asked_on, employer, code, job, since)
    return own


def _read_id_number(own: FollowedRow) -> None:
    try:
        own.id_number = read_id_number(own.id_number) if own.id_number else ""
    except Refusal as refusal:
        own.refuse("身份证号", own.id_number, str(refusal))


def _one_of(own: FollowedRow, line: Line, name: str, words: type[Word]) -> Word | None:
    """None of an empty cell; a word that is none of these is an error of its row."""
    said = line.text(name)
    if said and said not in list(words):
        own.refuse(FOLLOW_UPS.title_of(name), said, f"应为{'、'.join(words)}之一。")
    return words(said) if said in list(words) else None


def _day(own: FollowedRow, line: Line, name: str) -> date | None:
    said = line.text(name)
    day = read_date(line.cells.get(name)) if said else None
    if said and day is None:
        own.refuse(FOLLOW_UPS.title_of(name), said, "应为日期，如 2026-05-04。")
    return day
