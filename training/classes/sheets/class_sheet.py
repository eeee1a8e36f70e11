"""The class sheet (班级信息): one or more classes as they are filed (R26)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from training.classes.sheets.class_columns import CLASS_SHEET, EXAMPLE_CLASS
from training.classes.sheets.timetable import read_halves
from training.errors import UnreadableFile
from training.notice.identity import plain
from training.notice.terms import ClassKind, Severity
from training.sheets.dates import read_date, read_time
from training.sheets.findings import Finding, has_error
from training.sheets.sheets import Cell, Sheet, open_sheets
from training.sheets.tables import Line, cell_text, choose_sheet, find_overlong, read_lines

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
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)


def read_class_sheet(source: Path | Sheet) -> Iterator[ClassRow]:
    """Every class of the sheet, laid out in rows under a header or as 项目 and 内容 in two columns.

    Raises UnreadableFile where neither layout has the required columns.
    """
    sheet = source if isinstance(source, Sheet) else choose_sheet(open_sheets(source), CLASS_SHEET)
    for line in _lines(sheet):
        if line.text("class_number") != EXAMPLE_CLASS:
            yield _Reading(line, sheet.name).row()


def _lines(sheet: Sheet) -> list[Line]:
    try:
        return list(read_lines(sheet, CLASS_SHEET))
    except UnreadableFile as in_rows:
        vertical = _vertical(sheet)
        if vertical is None:
            raise in_rows
        return [vertical]


def _vertical(sheet: Sheet) -> Line | None:
    """A form of two columns, with or without the heading 项目 | 内容; None where it names too little."""
    cells: dict[str, Cell] = {}
    rows: dict[str, int] = {}
    for number, row in sheet.rows:
        filled = [cell for cell in row if cell not in ("", None)]
        field_name = CLASS_SHEET.field_of(filled[0]) if filled and isinstance(filled[0], str) else None
        if field_name and rows.setdefault(field_name, number) == number:
            cells[field_name] = filled[1] if len(filled) > 1 else ""
    required = {column.field for column in CLASS_SHEET.columns if column.required}
    if len(required & set(cells)) <= len(required) // 2:
        return None
    return Line(rows.get("class_number", min(rows.values())), cells, rows)


class _Reading:
    """Reads one class, gathering everything that is wrong with it."""

    def __init__(self, line: Line, sheet: str):
        self._line = line
        self._sheet = sheet
        self._findings = list(find_overlong(line, CLASS_SHEET, sheet))

    def row(self) -> ClassRow:
        times = {each: self._time(each) for each in DEFAULT_TIMES}
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
            starts_on=self._date("starts_on"),
            ends_on=self._date("ends_on"),
            instructor=self._line.text("instructor"),
            filed_on=self._date("filed_on") if self._line.text("filed_on") else None,
            weekdays=self._line.text("weekdays"),
            online_reason=plain(str(self._line.cells.get("online_reason") or "")),
            attendance_device=self._line.text("attendance_device").lstrip("0"),
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
