"""The live-statistics export (直播统计): who watched from when to when (R35, R44)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from training.notice.clock import SHANGHAI
from training.notice.identity import BadPhone, read_phone
from training.notice.terms import Severity
from training.sheets.dates import read_moment
from training.sheets.findings import Finding, has_error
from training.sheets.sheets import Cell, Sheet, open_sheets
from training.sheets.tables import Column, Line, Table, cell_text, choose_sheet, find_overlong, read_lines

WATCHING = Table(
    "直播观看记录",
    (
        Column("class_number", "班号", ("班级编号", "班级号")),
        Column("name", "姓名", ("学员姓名", "昵称", "观看人", "用户名"), required=True, longest=64),
        Column("phone", "手机号", ("手机", "手机号码", "联系电话", "电话")),
        Column(
            "entered", "进入时间", ("开始观看时间", "首次观看时间", "加入时间", "入会时间"), required=True
        ),
        Column("left", "离开时间", ("结束观看时间", "退出时间", "离会时间")),
        Column("duration", "观看时长", ("观看时长分钟", "时长", "直播观看时长")),
    ),
    ("观看数据", "观看明细", "直播数据"),
)
CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})")
WORDS = re.compile(r"(?:(\d{1,4})(?:小?时|H))?(?:(\d{1,5})(?:分钟?|MIN))?(?:(\d{1,6})秒)?")
MINUTES = re.compile(r"\d{1,5}(\.\d+)?")
LONGEST = timedelta(hours=9_999)
LAST_MOMENT = datetime.max.replace(tzinfo=SHANGHAI)
MASKED = "*"


@dataclass(slots=True)
class WatchRow:
    """One span of watching; times are aware. The times of a row with errors are not to be used."""

    row: int
    sheet: str
    class_number: str
    name: str
    phone: str
    """Empty where the export has none, or only a masked one."""
    entered_at: datetime
    left_at: datetime
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))


def read_watching(source: Path | Sheet) -> Iterator[WatchRow]:
    """Every span of the file; where 离开时间 and 观看时长 differ the shorter one counts.

    Raises UnreadableFile for a file that is none or lacks required columns.
    """
    sheet = source if isinstance(source, Sheet) else choose_sheet(open_sheets(source), WATCHING)
    for line in read_lines(sheet, WATCHING):
        yield _read_row(line, sheet.name)


def _read_row(line: Line, sheet: str) -> WatchRow:
    nowhere = datetime.min.replace(tzinfo=SHANGHAI)
    row = WatchRow(line.row, sheet, line.text("class_number"), line.text("name"), "", nowhere, nowhere)
    row.findings.extend(find_overlong(line, WATCHING, sheet))
    if not row.name:
        row.refuse("姓名", "", "姓名没有填。")
    _read_phone(row, line.text("phone"))
    entered = read_moment(line.cells.get("entered"))
    if entered is None:
        row.refuse(
            "进入时间", cell_text(line.cells.get("entered")), "看不懂时间，请写成 2026-03-02 14:05:00。"
        )
        return row
    row.entered_at = entered
    ends = [each for each in (_left(line, row), _after(line, row, entered)) if each]
    if ends:
        row.left_at = min(ends)
    elif row.is_good:
        row.refuse("离开时间", "", "离开时间和观看时长至少要有一个。")
    if ends and row.left_at < row.entered_at:
        row.refuse("离开时间", line.text("left"), "早于进入时间。")
    return row


def _read_phone(row: WatchRow, text: str) -> None:
    if not text or MASKED in text:
        return
    try:
        row.phone = read_phone(text)
    except BadPhone as refusal:
        row.refuse("手机号", text, str(refusal))


def _left(line: Line, row: WatchRow) -> datetime | None:
    cell = line.cells.get("left")
    moment = read_moment(cell)
    if moment is None and cell_text(cell) not in ("", "-", "--"):
        row.refuse("离开时间", cell_text(cell), "看不懂时间，请写成 2026-03-02 16:05:00。")
    return moment


def _after(line: Line, row: WatchRow, entered: datetime) -> datetime | None:
    cell = line.cells.get("duration")
    if cell_text(cell) in ("", "-", "--"):
        return None
    duration = read_duration(cell)
    if duration is not None and duration <= LAST_MOMENT - entered:
        return entered + duration
    row.refuse("观看时长", cell_text(cell), "看不懂时长，请写成 95、95分钟 或 01:35:00。")
    return None


def read_duration(cell: Cell) -> timedelta | None:
    """Minutes as a number, 95分钟, 1小时35分, 01:35:00; None for anything else."""
    if isinstance(cell, timedelta):
        return cell if abs(cell) <= LONGEST else None
    text = cell_text(cell).upper()
    clock = CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = (int(part) for part in clock.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if MINUTES.fullmatch(text):
        return timedelta(minutes=float(text))
    words = WORDS.fullmatch(text)
    if not text or not words:
        return None
    hours, minutes, seconds = (int(part or 0) for part in words.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
