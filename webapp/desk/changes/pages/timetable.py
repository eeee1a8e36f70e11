"""The timetable line by line: what is taught, and whether it was, is, or will be (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from training.changes.rules.lessons import TimetableLesson
from training.changes.rules.values import WEEKDAYS
from training.notice.class_hours import hours
from training.notice.clock import clock
from training.notice.windows import ClassTimes

CANCELLED, HELD, NOW, TO_COME = ("停课", "warn"), ("已上", "good"), ("正在上", "now"), ("未上", "")


@dataclass(frozen=True)
class LessonLine:
    """One half day as the page shows it."""

    day: str
    day_in_words: str
    half_day: str
    clock: str
    content: str
    mode: str
    teacher: str
    hours: str
    state: str
    tone: str
    is_now: bool
    is_cancelled: bool


def lesson_lines(lessons: Iterable[TimetableLesson], times: ClassTimes, now: datetime) -> list[LessonLine]:
    return [_line(each, times, now) for each in lessons]


def _line(each: TimetableLesson, times: ClassTimes, now: datetime) -> LessonLine:
    starts, ends = times.of(*each.slot)
    state = CANCELLED if each.is_cancelled else TO_COME if now < starts else NOW if now < ends else HELD
    return LessonLine(
        each.held_on.isoformat(),
        f"{each.held_on:%m-%d} 周{WEEKDAYS[each.held_on.weekday()]}",
        each.half_day.value,
        f"{clock(starts)}–{clock(ends)}",
        each.content.value,
        each.mode.value,
        each.teacher or "—",
        hours(each.halves),
        *state,
        is_now=state is NOW,
        is_cancelled=each.is_cancelled,
    )
