"""What attendance machines and office programs export of punches, told apart by content (R43)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from training.attendance.sheets.attlog import is_attlog, read_attlog
from training.attendance.sheets.month_matrix import find_matrix, read_matrices
from training.attendance.sheets.punch_columns import PUNCHES
from training.attendance.sheets.punch_rows import LOST_DIGITS, NOWHEN, PunchRow, read_number, refused_row
from training.notice.clock import SHANGHAI
from training.sheets.books import open_sheets
from training.sheets.cells import Cell, Sheet, is_rounded
from training.sheets.choosing import choose_sheet
from training.sheets.dates import ReadTime, read_date, read_moment, read_times
from training.sheets.examples import is_example, left_of_example
from training.sheets.reading import Reading
from training.sheets.tables import Line, cell_text, find_faults, read_lines

# What programs write where nobody punched; it is no time, and no fault either.
NO_PUNCH = frozenset(("", "-", "--", "—", "/", "无", "未打卡", "缺卡", "漏打", "漏打卡", "未签到", "未签退"))
NUMBER = PUNCHES.title_of("number")
UNREADABLE = "看不懂时间；应为 2026-03-02 08:12:30，或日期、时间两列。"


def read_punches(path: Path, reading: Reading | None = None) -> Iterator[PunchRow]:
    """Every punch of the file, by its content; wall-clock times are those of Asia/Shanghai.

    Raises UnreadableFile for a file that is none of the forms, or where rivals claim one column.
    """
    reading = reading or Reading()
    if is_attlog(path):
        yield from read_attlog(path, reading)
        return
    sheets = open_sheets(path)
    chosen = [sheet for sheet in sheets if reading.sheet in ("", sheet.name)]
    matrices = [
        (sheet, matrix)
        for sheet in chosen
        if (sheet.is_visible or reading.sheet) and (matrix := find_matrix(sheet, reading))
    ]
    if matrices:
        yield from read_matrices(matrices, sheets, reading)
    else:
        yield from _read_table(choose_sheet(sheets, PUNCHES, reading), reading)


def _read_table(sheet: Sheet, reading: Reading) -> Iterator[PunchRow]:
    for line in read_lines(sheet, PUNCHES, reading):
        if is_example(line, PUNCHES, "name"):
            continue
        rows = list(_punches_of(line, sheet.name))
        if not rows:
            reading.unread.absent.append(f"第 {line.row} 行")
        yield from rows


def _punches_of(line: Line, sheet: str) -> Iterator[PunchRow]:
    """The punches of one row; none where it says that nobody punched."""
    faults = [*find_faults(line, PUNCHES, sheet), *left_of_example(line, PUNCHES, "name", sheet)]
    number = read_number(line.text("number"))
    if faults:
        yield PunchRow(line.row, "", NOWHEN, findings=tuple(faults))
    elif is_rounded(line.cells.get("number")):
        yield refused_row(line.row, NUMBER, line.text("number"), LOST_DIGITS, sheet)
    elif number is None:
        yield refused_row(line.row, NUMBER, line.text("number"), "考勤号应为数字。", sheet)
    else:
        told = _Told.of(line)
        wrong = told.wrong()
        if wrong:
            column, value, message = wrong
            yield refused_row(line.row, PUNCHES.title_of(column), value, message, sheet)
            return
        device = line.text("device").lstrip("0")[:64]
        yield from (PunchRow(line.row, number, moment, device) for moment in told.moments())


@dataclass
class _Told:
    """What the cells of a row say: whole moments, times of the day, and the day that these are of."""

    day: date | None = None
    is_day_wrong: bool = False
    whole: list[datetime] = field(default_factory=list)
    times: list[ReadTime] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    lone_days: list[tuple[str, str]] = field(default_factory=list)
    written_day: str = ""
    cells: int = 0

    @classmethod
    def of(cls, line: Line) -> "_Told":
        told = cls(written_day=_as_written(line.cells.get("day")))
        told.day = read_date(line.cells.get("day"))
        told.is_day_wrong = bool(told.written_day) and told.day is None
        for field_name in ("moment", "times"):
            for cell in line.all_of(field_name):
                told._take(field_name, cell)
        if not told.cells:
            # The only column of a time is called 日期, and holds whole moments.
            told.day = None
            told._take("day", line.cells.get("day"))
        return told

    def _take(self, field_name: str, cell: Cell) -> None:
        self.cells += 1
        if cell_text(cell) in NO_PUNCH:
            return
        if moment := read_moment(cell):
            self.whole.append(moment)
        elif times := read_times(cell):
            self.times.extend(times)
        elif (day := read_date(cell)) and self.day in (None, day):
            # 企业微信 calls the day 时间, and has the times in 最早 and 最晚.
            self.day = day
            self.lone_days.append((field_name, _as_written(cell)))
        else:
            self.unread.append((field_name, _as_written(cell)))

    def wrong(self) -> tuple[str, str, str] | None:
        """The column, the value and what is wrong with it, if anything is."""
        if self.unread:
            return *self.unread[0], UNREADABLE
        if self.times and (self.is_day_wrong or self.day is None):
            return "day", self.written_day, UNREADABLE
        # Where the times have columns of their own, a day without any is a day on which nobody punched.
        is_only_a_day = self.cells == len(self.lone_days) and not (self.whole or self.times)
        if self.lone_days and is_only_a_day:
            return *self.lone_days[0], UNREADABLE
        days = [moment.astimezone(SHANGHAI).date() for moment in self.whole]
        # After midnight a punch may belong to the day before.
        if self.day and any(abs(day - self.day) > timedelta(days=1) for day in days):
            return "day", self.written_day, "日期与打卡时间不是同一天，请核对是哪一天。"
        return None

    def moments(self) -> list[datetime]:
        day = self.day
        if day is None:
            return self.whole
        at_times = [
            datetime.combine(day + timedelta(days=each.days_later), each.at, SHANGHAI) for each in self.times
        ]
        return self.whole + at_times


def _as_written(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()
