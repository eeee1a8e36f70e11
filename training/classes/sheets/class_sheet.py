"""The class sheet (班级信息): one or more classes as they are filed (R26)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from training.classes.sheets.timetable import read_halves
from training.errors import UnreadableFile
from training.notice.identity import plain
from training.notice.terms import ClassKind, Severity
from training.sheets.dates import read_date, read_time
from training.sheets.findings import Finding, has_error
from training.sheets.sheets import Cell, Sheet, open_sheets
from training.sheets.tables import Column, Line, Table, cell_text, choose_sheet, find_overlong, read_lines

EXAMPLE_CLASS = "示例班号"
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

CLASS_SHEET = Table(
    "班级信息",
    (
        Column("class_number", "班号", ("班级编号", "班级号"), True, "全市唯一", EXAMPLE_CLASS, longest=64),
        Column("name", "班级名称", ("班名", "培训班名称"), True, "", "电工（五级）3班", longest=255),
        Column(
            "institution",
            "培训机构",
            ("机构名称", "培训学校", "培训单位"),
            True,
            "全称",
            "包头市某某培训学校",
            longest=255,
        ),
        Column(
            "district", "旗县区", ("所属旗县区", "属地"), True, "全称，如 昆都仑区、稀土高新区", "昆都仑区"
        ),
        Column("trade", "培训工种", ("工种", "职业", "培训职业"), True, "", "电工", longest=64),
        Column("level", "等级", ("技能等级", "级别"), False, "", "五级", longest=64),
        Column("kind", "培训类型", ("类型", "班级类型"), True, "见下拉", "普通", tuple(ClassKind)),
        Column(
            "is_key_group",
            "就业重点群体",
            ("重点群体", "是否重点群体"),
            False,
            "是 或 否",
            "是",
            ("是", "否"),
        ),
        Column("prescribed", "总课时", ("课时", "培训课时", "规定课时"), True, "规定的总课时", "120"),
        Column("starts_on", "开班日期", ("开班时间", "开始日期"), True, "如 2026-03-02", "2026-03-02"),
        Column("ends_on", "结业日期", ("结业时间", "结束日期"), True, "如 2026-03-20", "2026-03-20"),
        Column(
            "instructor",
            "授课教师",
            ("教师", "任课教师"),
            False,
            "没有课程表时全部课由其讲授",
            "李建国",
            longest=64,
        ),
        Column("morning_starts", "上午上课时间", ("上午上课",), False, "不填为 08:30", "08:30"),
        Column("morning_ends", "上午下课时间", ("上午下课",), False, "不填为 11:30", "11:30"),
        Column("afternoon_starts", "下午上课时间", ("下午上课",), False, "不填为 14:00", "14:00"),
        Column("afternoon_ends", "下午下课时间", ("下午下课",), False, "不填为 17:00", "17:00"),
        Column("filed_on", "备案日期", (), False, "不填为导入当天；决定适用哪一版规则", ""),
        Column(
            "weekdays", "上课日", ("上课星期",), False, "没有课程表时按它排课，不填为周一至周五", "周一至周五"
        ),
        Column(
            "online_reason",
            "线上超比例理由",
            ("超比例理由",),
            False,
            "线上理论超过总课时 40% 时写明；没写也能备案，补写之前一直提示",
            "",
            longest=255,
        ),
        Column(
            "attendance_device",
            "考勤机号",
            ("考勤机", "设备号"),
            False,
            "只认这台考勤机（机器号或序列号）；不填则本机构各台都认",
            "",
            longest=64,
        ),
    ),
    ("班级", "备案信息", "班级备案", "开班信息"),
)


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
