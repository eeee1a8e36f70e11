"""When the punches of a lesson count (R45)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, repeat
from typing import NamedTuple

from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.terms import HalfDay, Mode

INSTANT = timedelta(microseconds=1)


class ClassTimes(NamedTuple):
    """When a class's half days begin and end, on the clocks of Asia/Shanghai."""

    morning_starts: time
    morning_ends: time
    afternoon_starts: time
    afternoon_ends: time

    def of(self, held_on: date, half_day: HalfDay) -> tuple[datetime, datetime]:
        """Begin and end of that half day in UTC, as punches have it: times of one zone compare fastest."""
        starts, ends = self[:2] if half_day is HalfDay.MORNING else self[2:]
        return _in_utc(held_on, starts), _in_utc(held_on, ends)


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
    in_order = sorted(lessons, key=lambda lesson: lesson.starts)
    held = [lesson for lesson in in_order if not lesson.is_cancelled]
    cancelled = [lesson for lesson in in_order if lesson.is_cancelled]
    middles = [_middle(earlier, later) for earlier, later in pairwise(held)]
    windows = [
        *map(_windows, held, [None, *middles], [*middles, None], repeat(policy)),
        *(_windows(lesson, None, None, policy) for lesson in cancelled),
    ]
    return tuple(sorted(windows, key=lambda each: (each.lesson.starts, each.lesson.is_cancelled)))


def _in_utc(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHANGHAI).astimezone(UTC)


def _middle(earlier: Lesson, later: Lesson) -> datetime:
    return earlier.ends + max(later.starts - earlier.ends, timedelta()) / 2


def _windows(lesson: Lesson, not_before: datetime | None, before: datetime | None, policy: Policy) -> Windows:
    opens = lesson.starts - policy.in_opens_before
    closes = lesson.ends + policy.out_closes_after
    return Windows(
        lesson,
        in_opens=max(opens, not_before) if not_before else opens,
        in_closes=lesson.starts + policy.in_closes_after,
        out_opens=lesson.ends - policy.out_opens_before,
        out_closes=min(closes, before - INSTANT) if before else closes,
        halves=min(lesson.halves, policy.half_day_halves),
    )
