"""Dates and times in the many forms that workbooks and machines write them."""

import re
from datetime import date, datetime, time, timedelta

from training.notice.clock import SHANGHAI
from training.notice.identity import plain
from training.sheets.sheets import Cell

# No year 0001, which has no UTC.
DATE = re.compile(
    r"([12]\d{3})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|([12]\d{3})(\d{2})(\d{2})(?!\d)"
)
# After 分 seconds need their 秒, or the hour of a next time in the cell would be taken for them.
TIME = re.compile(
    r"(上午|下午|凌晨|晚上|中午|AM|PM)?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})"
    r"(?::(\d{1,2})|\s*分\s*(\d{1,2})\s*秒|\s*分)?"
    # Behind its time as in English, unless another time follows that it stands before.
    r"(?:\s*(AM|PM)(?!\s*\d))?"
)
AFTERNOON = ("下午", "晚上", "PM")
AFTER_MIDNIGHT = ("凌晨", "AM")
# Excel counts days from here (its day 60 never existed, which no training date comes near).
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_FIRST_DAY, EXCEL_LAST_DAY = 36_526, 73_050  # 2000-01-01 to 2099-12-31


def read_date(cell: Cell) -> date | None:
    """A date cell, an Excel day number, or a text such as 2026-3-2, 2026/03/02, 2026年3月2日, 20260302."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if EXCEL_FIRST_DAY <= cell <= EXCEL_LAST_DAY:
            return EXCEL_EPOCH + timedelta(days=int(cell))
        cell = f"{cell:.0f}"
    day, rest = _date_of(plain(cell)) if isinstance(cell, str) else (None, "")
    return None if any(letter.isdigit() for letter in TIME.sub("", rest.upper())) else day


def read_time(cell: Cell) -> time | None:
    """A time cell, a fraction of a day, or a text such as 8:30, 08:30:05, 下午2:00, 8：30."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, timedelta):
        return _time_of_day(cell)
    if isinstance(cell, float) and 0 <= cell < 1:
        return _time_of_day(timedelta(seconds=round(cell * 86_400)))
    times = _times_in(cell) if isinstance(cell, str) else []
    return times[0] if len(times) == 1 else None


def read_times(cell: Cell) -> list[time]:
    """Every time that a text names, in its order: `08:12 11:40` has two; empty where one is impossible."""
    if isinstance(cell, str):
        return _times_in(cell)
    single = read_time(cell)
    return [single] if single is not None else []


def read_moment(cell: Cell) -> datetime | None:
    """A date with a time as the wall clock in Asia/Shanghai shows it; aware."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=SHANGHAI) if cell.tzinfo is None else cell
    if not isinstance(cell, str):
        return None
    text = plain(cell)
    day, rest = _date_of(text)
    times = read_times(rest.replace("T", " "))
    return datetime.combine(day, times[0], SHANGHAI) if day and len(times) == 1 else None


def _date_of(text: str) -> tuple[date | None, str]:
    match = DATE.match(text)
    if not match:
        return None, text
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day), text[match.end() :]
    except ValueError:
        return None, text


def _times_in(text: str) -> list[time]:
    found = [_time_of(match) for match in TIME.finditer(plain(text).upper())]
    return [] if None in found else [each for each in found if each is not None]


def _time_of(match: re.Match[str]) -> time | None:
    before, hour, minute, colon_second, second, behind = match.groups()
    if before and behind:
        return None
    try:
        return time(_hour(int(hour), before or behind), int(minute), int(colon_second or second or 0))
    except ValueError:
        return None


def _hour(hour: int, half: str | None) -> int:
    if half in AFTERNOON and hour < 12:
        return hour + 12
    return 0 if half in AFTER_MIDNIGHT and hour == 12 else hour


def _time_of_day(since_midnight: timedelta) -> time | None:
    if not timedelta() <= since_midnight < timedelta(days=1):
        return None
    return (datetime(2000, 1, 1, tzinfo=SHANGHAI) + since_midnight).time()
