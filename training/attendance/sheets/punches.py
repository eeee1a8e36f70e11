"""What attendance machines export: the USB file *_attlog.dat, or a table of numbers and times (R43)."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from training.errors import UnreadableFile, reason_of
from training.notice.clock import SHANGHAI
from training.notice.identity import ATTENDANCE_NUMBER
from training.notice.terms import Severity
from training.sheets.dates import read_date, read_moment, read_times
from training.sheets.findings import Finding
from training.sheets.sheets import OLE, ZIP, Sheet, open_sheets, text_encoding
from training.sheets.tables import Column, Line, Table, choose_sheet, read_lines

PROBE_LINES = 50
# Exactly what the machines write; a day alone, as in a table of 日期 and 时间, would be a punch at midnight.
WALL_CLOCK = re.compile(r"[12]\d{3}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?")
EXAMPLE_NAME = "示例学员"

PUNCHES = Table(
    "打卡记录",
    (
        Column(
            "number",
            "考勤号码",
            ("考勤号", "编号", "工号", "考勤编号", "人员编号", "登记号码", "用户编号", "登记号"),
            required=True,
            note="学员在考勤机上的编号，与名册的考勤号一致",
            example="1",
        ),
        Column("name", "姓名", ("名字",), note="可不填", example=EXAMPLE_NAME),
        Column(
            "moment",
            "日期时间",
            ("打卡时间", "刷卡时间", "签到时间", "考勤时间", "出勤时间", "日期/时间"),
            note="如 2026-03-02 08:12:30；或分成 日期、时间 两列",
            example="2026-03-02 08:12:30",
        ),
        Column("day", "日期", ("打卡日期", "考勤日期"), note="与“时间”一列合用"),
        Column("times", "时间", ("时刻", "打卡时刻"), note="可一格写几次：08:12 11:40"),
        Column(
            "device", "机器号", ("设备号", "考勤机号", "机器编号", "设备编号"), note="可不填", example="1"
        ),
    ),
    ("考勤记录", "原始记录", "刷卡记录", "考勤原始记录"),
)


class PunchRow(NamedTuple):
    """One punch as read; `punched_at` is aware. A row with a finding is not to be stored."""

    row: int
    number: str
    punched_at: datetime
    device: str = ""
    status: int | None = None
    verify: int | None = None
    findings: tuple[Finding, ...] = ()


def read_punches(path: Path) -> Iterator[PunchRow]:
    """Every punch of the file, by its content; wall-clock times are those of Asia/Shanghai.

    Raises UnreadableFile for a file that is neither form.
    """
    if _is_attlog(path):
        return _read_attlog(path)
    return _read_table(choose_sheet(open_sheets(path), PUNCHES))


def _is_attlog(path: Path) -> bool:
    """A text of tab-separated lines whose second part is a time; a table has a header above them."""
    try:
        with path.open("rb") as file:
            head = [line for line in (file.readline(4096) for _ in range(PROBE_LINES)) if line.strip()]
    except OSError as error:
        raise UnreadableFile(f"打不开文件 {path}：{reason_of(error)}") from error
    if not head or head[0].startswith((ZIP, OLE)):
        return False
    if any(_is_header(line) for line in head):
        return False
    return any(_parse_attlog(0, line.decode("ascii", "replace")).findings == () for line in head)


def _is_header(line: bytes) -> bool:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = line.decode("gb18030", "replace")
    return any(PUNCHES.field_of(part) == "number" for part in text.split("\t"))


def _read_attlog(path: Path) -> Iterator[PunchRow]:
    with path.open(encoding=text_encoding(path), errors="replace", newline="\n") as file:
        for number, line in enumerate(file, 1):
            if not line.isspace():
                yield _parse_attlog(number, line)


def _parse_attlog(row: int, line: str) -> PunchRow:
    """PIN, time, device id, status, verify, work code: in this export the third column is the device."""
    parts = line.split("\t")
    try:
        number = parts[0].strip().lstrip("0")
        moment = parts[1].strip()
        punched_at = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
        device, status, verify = [*parts[2:5], "", "", ""][:3]
        if ATTENDANCE_NUMBER.fullmatch(number) and WALL_CLOCK.fullmatch(moment):
            return PunchRow(
                row, number, punched_at, device.strip().lstrip("0")[:64], _int(status), _int(verify)
            )
    except (IndexError, ValueError):
        pass
    text = line.strip()[:60]
    message = "看不懂这一行；应为 编号、时间、机器号…，用制表符分开。"
    return _refused(row, "整行", text, message, "")


def _int(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _read_table(sheet: Sheet) -> Iterator[PunchRow]:
    for line in read_lines(sheet, PUNCHES):
        if line.text("name") != EXAMPLE_NAME:
            yield from _punches_of(line, sheet.name)


def _punches_of(line: Line, sheet: str) -> Iterator[PunchRow]:
    number = line.text("number").lstrip("0")
    if not ATTENDANCE_NUMBER.fullmatch(number):
        yield _refused(line.row, "考勤号码", line.text("number"), "考勤号应为数字。", sheet)
        return
    moments = _moments(line)
    if not moments:
        message = "看不懂时间；应为 2026-03-02 08:12:30，或日期、时间两列。"
        column = _wrong_column(line)
        yield _refused(line.row, PUNCHES.title_of(column), _as_written(line, column), message, sheet)
    for moment in moments:
        yield PunchRow(line.row, number, moment, line.text("device").lstrip("0")[:64])


def _moments(line: Line) -> list[datetime]:
    moment = read_moment(line.cells.get("moment"))
    if moment:
        return [moment]
    day = _day(line)
    times = read_times(line.cells.get("times"))
    return [datetime.combine(day, each, SHANGHAI) for each in times] if day else []


def _day(line: Line) -> date | None:
    return read_date(line.cells.get("day") or line.cells.get("moment"))


def _wrong_column(line: Line) -> str:
    """Of a row without a readable time: where the mark belongs."""
    if line.text("moment") or "day" not in line.cells:
        return "moment"
    return "times" if _day(line) else "day"


def _as_written(line: Line, column: str) -> str:
    return str(line.cells.get(column) or "").strip()


def _refused(row: int, column: str, value: str, message: str, sheet: str) -> PunchRow:
    finding = Finding(row, column, value, message, Severity.ERROR, sheet)
    return PunchRow(row, "", datetime.min.replace(tzinfo=SHANGHAI), findings=(finding,))
