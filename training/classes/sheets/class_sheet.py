"""The class sheet (班级信息): one or more classes as they are filed (R26)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from training.classes.sheets.class_columns import CLASS_SHEET
from training.classes.sheets.timetable import read_halves
from training.errors import UnreadableFile
from training.notice.identity import plain
from training.notice.terms import ClassKind, Severity
from training.sheets.books import open_sheets
from training.sheets.cells import Sheet
from training.sheets.choosing import choose_sheet
from training.sheets.dates import read_date, read_span, read_time
from training.sheets.examples import is_example, left_of_example
from training.sheets.findings import Finding, has_error
from training.sheets.forms import read_form
from training.sheets.header_refusals import RivalColumns
from training.sheets.reading import Reading
from training.sheets.tables import Line, cell_text, find_faults, read_lines

YES, NO = ("是", "Y", "YES", "√", "对"), ("否", "N", "NO", "×", "")
DEFAULT_TIMES = {
    "morning_starts": time(8, 30),
    "morning_ends": time(11, 30),
    "afternoon_starts": time(14, 0),
    "afternoon_ends": time(17, 0),
}
OTHER_KINDS = {
    "订单式": "订单",
    "定向式": "定向",
    "订单定向": "定向",
    "项目": "项目制",
    "一般": "普通",
}


@dataclass(slots=True)
class ClassRow:
    """One class as filed; hours in half class hours. The fields of a row with errors are not to be used."""

    row: int
    sheet: str
    class_number: str
    name: str
    institution: str
    district: str
    trade: str
    level: str
    kind: ClassKind
    is_key_group: bool
    prescribed_halves: int
    starts_on: date
    ends_on: date
    instructor: str
    morning_starts: time
    morning_ends: time
    afternoon_starts: time
    afternoon_ends: time
    filed_on: date | None
    weekdays: str
    online_reason: str
    attendance_device: str
    project_number: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)


def read_class_sheet(source: Path | Sheet, reading: Reading | None = None) -> Iterator[ClassRow]:
    """Every class of the sheet, in rows under a header or as a form with each value behind its title.

    Raises UnreadableFile where neither layout has the required columns, or where two claim one field.
    """
    reading = reading or Reading()
    sheet = source if isinstance(source, Sheet) else choose_sheet(open_sheets(source), CLASS_SHEET, reading)
    for line in _lines(sheet, reading):
        if not is_example(line, CLASS_SHEET, "class_number"):
            yield _Reading(line, sheet.name).row()


def is_class_sheet(sheet: Sheet) -> bool:
    """Whether a sheet of another name holds what a class sheet must have, in either layout."""
    try:
        return bool(_lines(sheet, Reading()))
    except UnreadableFile:
        return False


def _lines(sheet: Sheet, reading: Reading) -> list[Line]:
    try:
        return list(read_lines(sheet, CLASS_SHEET, reading))
    except RivalColumns:
        raise
    except UnreadableFile as in_rows:
        form = read_form(sheet, CLASS_SHEET, reading)
        if form is None:
            raise in_rows
        return [form]


class _Reading:
    """Reads one class, gathering everything that is wrong with it."""

    def __init__(self, line: Line, sheet: str):
        self._line = line
        self._sheet = sheet
        self._findings = list(find_faults(line, CLASS_SHEET, sheet))
        self._findings.extend(left_of_example(line, CLASS_SHEET, "class_number", sheet))

    def row(self) -> ClassRow:
        times: dict[str, Any] = {each: self._time(each) for each in DEFAULT_TIMES}
        row = ClassRow(
            row=self._line.row,
            sheet=self._sheet,
            class_number=self._text("class_number"),
            name=self._as_written("name"),
            institution=self._text("institution"),
            district=self._text("district"),
            trade=self._text("trade"),
            level=self._line.text("level"),
            kind=self._kind(),
            is_key_group=self._yes("is_key_group"),
            prescribed_halves=self._halves(),
            **self._first_and_last(),
            instructor=self._line.text("instructor"),
            filed_on=self._date("filed_on") if self._line.text("filed_on") else None,
            weekdays=self._line.text("weekdays"),
            online_reason=plain(str(self._line.cells.get("online_reason") or "")),
            attendance_device=self._line.text("attendance_device").lstrip("0"),
            project_number=self._line.text("project_number"),
            findings=self._findings,
            **times,
        )
        self._check_times(row)
        return row

    def _text(self, field_name: str) -> str:
        text = self._line.text(field_name)
        if not text:
            self._refuse(field_name, "没有填。")
        return text

    def _as_written(self, field_name: str) -> str:
        """For words that are shown and never compared: （五级） stays in its wide brackets."""
        return str(self._line.cells.get(field_name)).strip() if self._text(field_name) else ""

    def _kind(self) -> ClassKind:
        text = self._line.text("kind").upper().removesuffix("培训")
        text = OTHER_KINDS.get(text, text)
        if text not in [kind.value for kind in ClassKind]:
            self._refuse("kind", f"应为 {'、'.join(ClassKind)} 之一。")
            return ClassKind.ORDINARY
        return ClassKind(text)

    def _yes(self, field_name: str) -> bool:
        text = self._line.text(field_name).upper()
        if text not in YES + NO:
            self._refuse(field_name, "应为 是 或 否。")
        return text in YES

    def _halves(self) -> int:
        halves = read_halves(self._line.cells.get("prescribed"))
        if halves is None:
            self._refuse("prescribed", "应为课时数，如 120。")
        return halves or 0

    def _date(self, field_name: str) -> date:
        day = read_date(self._line.cells.get(field_name))
        if day is None:
            self._refuse(field_name, "不是日期，请写成 2026-03-02。")
        return day or date.min

    def _first_and_last(self) -> dict[str, Any]:
        """Both days, also where a form has them in one cell: 2026-03-02至2026-03-20."""
        both = ("starts_on", "ends_on")
        if "span" not in self._line.cells:
            return {each: self._date(each) for each in both}
        days: dict[str, Any] = {each: self._date(each) for each in both if each in self._line.cells}
        span = read_span(self._line.cells.get("span"))
        told = dict(zip(both, span or (date.min, date.min), strict=True))
        if span is None and len(days) < len(both):
            self._refuse("span", "看不出开班和结业两个日期，请写成 2026-03-02 至 2026-03-20。")
        elif span and any(told[each] != day for each, day in days.items()):
            self._refuse("span", "与开班日期、结业日期不一致，请核对。")
        return {**told, **days}

    def _time(self, field_name: str) -> time:
        if not self._line.text(field_name):
            return DEFAULT_TIMES[field_name]
        at = read_time(self._line.cells.get(field_name))
        if at is None:
            self._refuse(field_name, "不是时间，请写成 08:30。")
        return at or DEFAULT_TIMES[field_name]

    def _check_times(self, row: ClassRow) -> None:
        in_order = [row.morning_starts, row.morning_ends, row.afternoon_starts, row.afternoon_ends]
        if in_order != sorted(set(in_order)):
            self._refuse("morning_starts", "上课、下课时间前后颠倒，请核对四个时间。")

    def _refuse(self, field_name: str, message: str) -> None:
        column, value = CLASS_SHEET.title_of(field_name), cell_text(self._line.cells.get(field_name))
        row = self._line.row_of(field_name)
        self._findings.append(Finding(row, column, value, message, Severity.ERROR, self._sheet))
