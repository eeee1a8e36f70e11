"""The timetable (课程表): half days with what is taught and how (R45, R52, R53)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from training.classes.terms import Content
from training.notice.terms import HalfDay, Mode, Severity
from training.sheets.books import open_sheets
from training.sheets.cells import Cell, Sheet
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.dates import read_date
from training.sheets.examples import is_example, left_of_example
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading
from training.sheets.tables import Line, cell_text, find_faults, read_lines

Word = TypeVar("Word", bound=StrEnum)
EXAMPLE_TEACHER = "示例教师"
# Ten thousand class hours are years of days: more is a slip of the finger.
MOST_HALVES = 20_000
HOURS = re.compile(r"\d{1,5}(\.\d{1,3})?")
# 非线上 is not 线上.
DENIALS = ("非", "不", "无", "未")
OTHER_UNITS = ("小时", "分钟")

TIMETABLE = Table(
    "课程表",
    (
        Column("class_number", "班号", ("班级编号", "班级号"), note="一个文件有几个班时必填"),
        Column(
            "held_on",
            "日期",
            ("上课日期", "培训日期"),
            required=True,
            weaker=("时间", "上课时间"),
            note="如 2026-03-02",
            example="2026-03-02",
        ),
        Column(
            "half_day",
            "半天",
            ("上午下午", "上/下午", "时段", "午别"),
            required=True,
            note="上午 或 下午",
            example="上午",
            choices=tuple(HalfDay),
        ),
        Column(
            "content",
            "内容",
            ("课程类型", "课程性质", "类型"),
            required=True,
            weaker=("培训内容", "课程内容"),
            note="理论 或 实操；实操必须线下",
            example="理论",
            choices=tuple(Content),
        ),
        Column(
            "mode",
            "方式",
            ("培训方式", "授课方式", "上课方式", "线上线下"),
            required=True,
            note="线上 或 线下；线上理论不超过总课时的 40%",
            example="线下",
            choices=tuple(Mode),
        ),
        Column(
            "hours",
            "课时",
            ("课时数", "学时"),
            required=True,
            note="这半天的课时，最多 4",
            example="4",
            never=OTHER_UNITS,
        ),
        Column(
            "instructor",
            "教师",
            ("授课教师", "任课教师", "老师"),
            note="可不填",
            example=EXAMPLE_TEACHER,
            longest=64,
        ),
    ),
    ("课表", "教学计划", "培训课程表", "课程安排"),
)
OTHER_WORDS = {
    "实训": "实操",
    "实际操作": "实操",
    "操作": "实操",
    "AM": "上午",
    "PM": "下午",
    "网络": "线上",
    "面授": "线下",
}


@dataclass(slots=True)
class TimetableRow:
    """One half day; hours in half class hours. The fields of a row with errors are not to be used."""

    row: int
    sheet: str
    class_number: str
    held_on: date
    half_day: HalfDay
    content: Content
    mode: Mode
    halves: int
    instructor: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)


def read_timetable(source: Path | Sheet, reading: Reading | None = None) -> Iterator[TimetableRow]:
    """Every half day of the file or sheet, with findings.

    Raises UnreadableFile for a file that is none, lacks required columns or has rivals for one.
    """
    reading = reading or Reading()
    sheet = source if isinstance(source, Sheet) else choose_sheet(open_sheets(source), TIMETABLE, reading)
    for line in read_lines(sheet, TIMETABLE, reading):
        if not is_example(line, TIMETABLE, "instructor"):
            yield _Reading(line, sheet.name).row()


class _Reading:
    """Reads one line, gathering everything that is wrong with it."""

    def __init__(self, line: Line, sheet: str):
        self._line = line
        self._sheet = sheet
        self._findings = list(find_faults(line, TIMETABLE, sheet))
        self._findings.extend(left_of_example(line, TIMETABLE, "instructor", sheet))

    def row(self) -> TimetableRow:
        return TimetableRow(
            row=self._line.row,
            sheet=self._sheet,
            class_number=self._line.text("class_number"),
            held_on=self._date(),
            half_day=self._word("half_day", HalfDay),
            content=self._word("content", Content),
            mode=self._word("mode", Mode),
            halves=self._halves(),
            instructor=self._line.text("instructor"),
            findings=self._findings,
        )

    def _date(self) -> date:
        day = read_date(self._line.cells.get("held_on"))
        if day is None:
            self._refuse("held_on", "不是日期，请写成 2026-03-02。")
        return day or date.min

    def _word(self, field_name: str, words: type[Word]) -> Word:
        text = self._line.text(field_name).upper()
        text = OTHER_WORDS.get(text, text)
        meant = [word for word in words if text and (text in word.value or word.value in text)]
        if len(meant) == 1 and not any(denial in text for denial in DENIALS):
            return meant[0]
        # 理论+实操, 上午下午: taking the first would file a practical lesson as theory.
        self._refuse(field_name, f"应为 {' 或 '.join(words)}。")
        return next(iter(words))

    def _halves(self) -> int:
        halves = read_halves(self._line.cells.get("hours"))
        if halves is None:
            self._refuse("hours", "应为课时数，如 4 或 3.5。")
        return halves or 0

    def _refuse(self, field_name: str, message: str) -> None:
        column, value = TIMETABLE.title_of(field_name), self._line.text(field_name)
        finding = Finding(self._line.row, column, value, message, Severity.ERROR, self._sheet)
        self._findings.append(finding)


def read_halves(cell: Cell) -> int | None:
    """Class hours, whole or with a half, as half class hours; None for anything else."""
    text = cell_text(cell).removesuffix("课时").removesuffix("学时")
    if not HOURS.fullmatch(text):
        return None
    halves = 2 * float(text)
    return int(halves) if 0 < halves <= MOST_HALVES and halves.is_integer() else None


def wrong_cell(row: TimetableRow, column: str, value: str, message: str) -> Finding:
    return Finding(row.row, column, value, message, Severity.ERROR, row.sheet)
