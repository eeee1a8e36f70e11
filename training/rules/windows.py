"""When the punches of a lesson count (R45)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from training.rules.policy import Policy
from training.terms import HalfDay, Mode

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One half day of a timetable as attendance sees it; times are aware, hours in half class hours."""

    held_on: date
    half_day: HalfDay
    starts: datetime
    ends: datetime
    halves: int
    mode: Mode = Mode.OFFLINE
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Windows:
    """A lesson with the windows of its in punch (签到) and out punch (签退); all four edges are inside."""

    lesson: Lesson
    in_opens: datetime
    in_closes: datetime
    out_opens: datetime
    out_closes: datetime
    halves: int
    """The most this half day can credit."""


def lesson_windows(lessons: Iterable[Lesson], policy: Policy) -> tuple[Windows, ...]:
    """The windows of a class's lessons in order of time, made once for all its trainees.

    Where the noon break is so short that one punch could end the morning and begin the afternoon, the middle
    of the break parts them: a punch at the middle belongs to the afternoon.
    """
    in_order = sorted(lessons, key=lambda lesson: (lesson.starts, lesson.is_cancelled))
    held = [lesson for lesson in in_order if not lesson.is_cancelled]
    middles = {later: _middle(earlier, later) for earlier, later in pairwise(held)}
    ends = {earlier: middles[later] - INSTANT for earlier, later in pairwise(held)}
    return tuple(_windows(lesson, middles.get(lesson), ends.get(lesson), policy) for lesson in in_order)


def _middle(earlier: Lesson, later: Lesson) -> datetime:
    return earlier.ends + max(later.starts - earlier.ends, timedelta()) / 2


def _windows(
    lesson: Lesson, not_before: datetime | None, not_after: datetime | None, policy: Policy
) -> Windows:
    opens = lesson.starts - timedelta(minutes=policy.in_opens_before_minutes)
    closes = lesson.ends + timedelta(minutes=policy.out_closes_after_minutes)
    return Windows(
        lesson,
        in_opens=max(opens, not_before) if not_before else opens,
        in_closes=lesson.starts + timedelta(minutes=policy.in_closes_after_minutes),
        out_opens=lesson.ends - timedelta(minutes=policy.out_opens_before_minutes),
        out_closes=min(closes, not_after) if not_after else closes,
        halves=min(lesson.halves, policy.half_day_halves),
    )
