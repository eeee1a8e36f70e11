"""How long something took, as programs write it, never in another unit than was meant."""

import re
from datetime import time, timedelta

from training.sheets.cells import Cell
from training.sheets.columns import bare_heading, remark_of
from training.sheets.tables import cell_text

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
CLOCK = re.compile(r"(\d{1,4}):([0-5]?\d):([0-5]?\d)(?:\.\d+)?")
NUMBER = r"(\d{1,6}(?:\.\d{1,6})?)"
WORDS = re.compile(
    rf"(?:{NUMBER}(?:天|D))?(?:{NUMBER}个?(?:小时|时|HOURS?|HRS?|H))?"
    rf"(?:{NUMBER}(?:分钟|分|MINUTES?|MINS?|M|'|′|’))?"
    rf"(?:{NUMBER}(?:秒钟?|SECONDS?|SECS?|S|\"|″|′′|”|''))?"
)
LESS_THAN = re.compile(r"(<|≤|不足|小于|少于)1?(分钟?|MIN|M|秒|S)")
PLAIN_NUMBER = re.compile(r"\d{1,6}(\.\d{1,16})?")
UNITS = (
    (HOUR, ("小时", "时", "H", "HOUR", "HOURS")),
    (MINUTE, ("分钟", "分", "MIN", "MINS", "MINUTE", "MINUTES", "M")),
    (SECOND, ("秒", "秒钟", "S", "SEC", "SECS", "SECOND", "SECONDS")),
)
NUMERALS = str.maketrans("一二两三四五六七八九", "1223456789")
LONGEST = timedelta(hours=9_999)
MOST_BARE_MINUTES = 720
"""A bare number above is no live lesson of minutes; it may be seconds."""


def unit_in(heading: str) -> timedelta | None:
    """The unit that a heading names in brackets or at its end: 观看时长（秒）; None where it names none."""
    told = remark_of(heading).upper().strip("单位:：")
    for unit, words in UNITS:
        if told in words or any(bare_heading(heading).endswith(word) for word in words if len(word) > 1):
            return unit
    return None


def is_bare(cell: Cell) -> bool:
    """Whether it is a number alone, whose unit nobody says."""
    return not isinstance(cell, bool) and PLAIN_NUMBER.fullmatch(cell_text(cell)) is not None


def read_duration(cell: Cell, unit: timedelta | None = None) -> timedelta | None:
    """95分钟, 1小时35分, 1h35m, 5700s, 01:35:00, <1分钟, or a bare number in the unit of its heading.

    Without a unit a bare number counts minutes, but not where it may be a fraction of a day or seconds;
    01:35 alone may be hours or minutes. Of all that is doubtful None.
    """
    if isinstance(cell, timedelta):
        return cell if abs(cell) <= LONGEST else None
    if isinstance(cell, time):
        return timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    text = cell_text(cell).upper()
    if isinstance(cell, bool) or not text:
        return None
    if PLAIN_NUMBER.fullmatch(text):
        return _bare(float(text), unit)
    if LESS_THAN.fullmatch(text):
        return timedelta()
    clock = CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = (int(part) for part in clock.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return _in_words(text)


def _bare(number: float, unit: timedelta | None) -> timedelta | None:
    if unit:
        duration = number * unit
        return duration if duration <= LONGEST else None
    is_certain = number == 0 or 1 <= number <= MOST_BARE_MINUTES
    return number * MINUTE if is_certain else None


def _in_words(text: str) -> timedelta | None:
    spoken = text.replace("个半小时", ".5小时").replace("半小时", "0.5小时").translate(NUMERALS)
    found = WORDS.fullmatch(spoken)
    if found is None:
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    duration = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return duration if duration <= LONGEST else None
