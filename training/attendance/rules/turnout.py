"""到课 of one half day: when it can be judged at all, and when too few came."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from training.attendance.terms import Turnout
from training.notice.policy import Policy
from training.notice.terms import HalfDay
from training.notice.windows import ClassTimes, Lesson, lesson_windows

WHOLE = 100


@dataclass(frozen=True)
class SignIn:
    """When punches in count, both edges inside, as their windows have it (R45)."""

    opens: datetime
    closes: datetime

    def at(self, now: datetime) -> Turnout:
        """How it stands: whoever comes in the last second of the window has come in time."""
        if now < self.opens:
            return Turnout.AHEAD
        return Turnout.COMING if now <= self.closes else Turnout.CLOSED


def sign_ins_of(
    times: ClassTimes, held_on: date, half_days: Collection[HalfDay], policy: Policy
) -> Mapping[HalfDay, SignIn]:
    """Of all half days of a class that are held on that day: after a short break one that ends the morning
    is none that begins the afternoon (`lesson_windows`)."""
    lessons = (Lesson(held_on, each, *times.of(held_on, each), 0) for each in half_days)
    windows = lesson_windows(lessons, policy)
    return {each.lesson.half_day: SignIn(each.in_opens, each.in_closes) for each in windows}


def is_too_few(present: int, seats: int, needed_percent: int) -> bool:
    """Fewer came than a check would want (R38); of an empty roster nobody is missing."""
    return WHOLE * present < needed_percent * seats
