"""Dates and times in the many forms that workbooks and machines write them."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple

from training.notice.clock import SHANGHAI
from training.notice.identity import plain
from training.sheets.cells import Cell

# No year 0001, which has no UTC. A year of two digits only with its day of the week, which proves the order.
DATE = re.compile(
    r"([12]\d{3})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|([12]\d{3})(\d{2})(\d{2})(?!\d)"
)
SHORT_DATE = re.compile(
    r"(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})\s*[(（]?\s*(?:星期|周|礼拜)([一二三四五六日天])"
)
# A single hyphen is part of a date.
BETWEEN_DAYS = re.compile(r"\s*(?:至|到|~+|～|—+|–|--+|(?<=日)-|\s-\s)\s*")
RUN_TOGETHER = re.compile(r"([12]\d{3})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
WEEKDAY = re.compile(r"[(（]?\s*(?:星期|周|礼拜)([一二三四五六日天])\s*[)）]?")
WEEKDAYS = "一二三四五六日"
HALVES = "上午|下午|凌晨|早上|晚上|中午|AM|PM"
# After 分 seconds need their 秒, or the hour of a next time in the cell would be taken for them.
TIME = re.compile(
    rf"(次日|翌日|第二天)?\s*({HALVES})?\s*(\d{{1,2}})\s*[:时点]\s*(\d{{1,2}})"
    r"(?::(\d{1,2})(?:\.\d{1,9})?|\s*分\s*(\d{1,2})\s*秒|\s*分)?"
    # Behind its time as in English, unless another time follows that it stands before.
    rf"(?:\s*({HALVES})(?!\s*\d))?"
)
# Behind seconds or after a T: 08:12-11:40 are two times and no offset.
OFFSET = re.compile(
    r"(?:(?<=:\d\d:\d\d)|(?<=\.\d{3})|(?<=T\d\d:\d\d))\s*"
    r"(Z|UTC|[+-](?:0\d|1[0-4]):?(?:00|30|45))$"
)
# The days from which spreadsheets count: a time of the day alone is written with one of them.
NO_DAY = re.compile(r"(?:1899-12-3[01]|1900-01-0[01])[T ]")
FIRST_YEAR = 1970
AFTERNOON = ("下午", "晚上", "PM")
AFTER_MIDNIGHT = ("凌晨", "AM", "上午", "早上")
# Between the times of one cell, and what is said of one of them; any other word is not passed over.
BETWEEN = re.compile(r"[\s,，;；/、|~～T-]*")
REMARKS = re.compile(r"[(（]?(?:迟到|早退|正常|漏打卡|漏打|漏|缺卡|缺|未打卡|外勤)[)）]?")
# Excel counts days from here (its day 60 never existed, which no training date comes near).
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_FIRST_DAY, EXCEL_LAST_DAY = 36_526, 73_050  # 2000-01-01 to 2099-12-31


class ReadTime(NamedTuple):
    """A time of the day, and how many days after the day that the row or cell names (次日: 1)."""

    at: time
    days_later: int = 0


def read_date(cell: Cell) -> date | None:
    """A date cell, an Excel day number, or a text such as 2026-3-2, 2026/03/02, 2026年3月2日, 20260302.

    A day of the week beside it must be that of the date, and lets 26-03-02 星期一 be read.
    """
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


def read_span(cell: Cell) -> tuple[date, date] | None:
    """Two days in one cell, 2026-03-02至2026-03-20 or 2026年3月2日—20日; None for anything else."""
    if not isinstance(cell, str):
        return None
    text = plain(cell)
    found = BETWEEN_DAYS.split(text)
    if len(found) != 2:
        return None
    first, last = read_date(found[0]), read_date(found[1])
    if first and last is None:
        month_too = f"{first.year}-{found[1]}"
        day_alone = f"{first.year}-{first.month}-{found[1]}"
        last = read_date(month_too) if re.match(r"\d{1,2}\s*[-/.月]", found[1]) else read_date(day_alone)
    return (first, last) if first and last else None


def read_time(cell: Cell) -> time | None:
    """A time cell, a fraction of a day, or a text such as 8:30, 08:30:05, 下午2:00, 2:00 下午, 8：30."""
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, timedelta):
        return _time_of_day(cell)
    if isinstance(cell, float) and 0 <= cell < 1:
        return _time_of_day(timedelta(seconds=round(cell * 86_400)))
    times = _times_in(plain(cell)) if isinstance(cell, str) else []
    return times[0].at if len(times) == 1 and not times[0].days_later else None


def read_times(cell: Cell) -> list[ReadTime]:
    """Every time that a cell names, in its order: `08:12 11:40` has two.

    Empty where one of them is impossible, or where words stand beside them that nobody here knows.
    """
    if isinstance(cell, str):
        return _times_in(NO_DAY.sub("", plain(cell)))
    single = read_time(cell)
    return [ReadTime(single)] if single is not None else []


def read_moment(cell: Cell) -> datetime | None:
    """A date with a time as the wall clock in Asia/Shanghai shows it, or with its own offset (Z); aware."""
    if isinstance(cell, datetime):
        moment = cell.replace(tzinfo=SHANGHAI) if cell.tzinfo is None else cell
        return moment if moment.year >= FIRST_YEAR else None
    return _moment_in(plain(cell).upper()) if isinstance(cell, str) else None


def _moment_in(text: str) -> datetime | None:
    run_together = RUN_TOGETHER.fullmatch(text)
    if run_together:
        text = "{}-{}-{} {}:{}:{}".format(*run_together.groups())
    day, rest = _date_of(text)
    offset = OFFSET.search(rest)
    times = _times_in(rest[: offset.start()] if offset else rest)
    if day is None or day.year < FIRST_YEAR or len(times) != 1:
        return None
    zone = _zone(offset.group(1)) if offset else SHANGHAI
    with suppress(OverflowError, ValueError):
        moment = datetime.combine(day, times[0].at, zone) + timedelta(days=times[0].days_later)
        return moment.astimezone(SHANGHAI)
    return None


def _zone(offset: str) -> timezone:
    if offset[0] not in "+-":
        return UTC
    minutes = 60 * int(offset[1:3]) + int(offset[-2:])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))


def _date_of(text: str) -> tuple[date | None, str]:
    """The date that a text begins with, and what follows; none where the day of the week is another one."""
    match = DATE.match(text)
    short = None if match else SHORT_DATE.match(text)
    if match:
        year, month, day = (int(part) for part in match.groups() if part)
        rest = text[match.end() :]
    elif short:
        year, month, day = 2000 + int(short.group(1)), int(short.group(2)), int(short.group(3))
        rest = text[short.end(3) :]
    else:
        return None, text
    weekday = WEEKDAY.search(rest)
    try:
        found = date(year, month, day)
    except ValueError:
        return None, text
    if weekday and WEEKDAYS.index(weekday.group(1).replace("天", "日")) != found.weekday():
        return None, text
    return found, WEEKDAY.sub(" ", rest, count=1)


def _times_in(text: str) -> list[ReadTime]:
    text = text.upper()
    found = [_time_of(match) for match in TIME.finditer(text)]
    beside = REMARKS.sub("", TIME.sub("", text))
    if None in found or not BETWEEN.fullmatch(beside):
        return []
    return [each for each in found if each is not None]


def _time_of(match: re.Match[str]) -> ReadTime | None:
    next_day, before, hour, minute, colon_second, second, behind = match.groups()
    if before and behind:
        return None
    try:
        at = time(_hour(int(hour), before or behind), int(minute), int(colon_second or second or 0))
        return ReadTime(at, 1 if next_day else 0)
    except ValueError:
        return None


def _hour(hour: int, half: str | None) -> int:
    """Of 24; raises ValueError for an hour that nobody calls so, such as 晚上1点."""
    if half == "晚上" and not (5 <= hour <= 11 or hour >= 18):
        raise ValueError
    if half == "中午":
        if hour not in (11, 12, 1, 2, 13, 14):
            raise ValueError
        return hour + 12 if hour < 3 else hour
    if half in AFTERNOON and hour < 12:
        return hour + 12
    return 0 if half in AFTER_MIDNIGHT and hour == 12 else hour


def _time_of_day(since_midnight: timedelta) -> time | None:
    if not timedelta() <= since_midnight < timedelta(days=1):
        return None
    return (datetime(2000, 1, 1, tzinfo=SHANGHAI) + since_midnight).time()
