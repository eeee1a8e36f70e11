"""When an occasion of a class's day may be told: while the punch can still be made, and never at night."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from training.attendance.rules.attendance import (
    is_online,
)
from training.attendance.terms import DayPart, Occasion
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.windows import INSTANT, Windows

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Chance:
    """When one occasion of a class's day may be told: from `due_at`, and not any more at `expires_at`."""

    occasion: Occasion
    part: DayPart
    half_days: tuple[Windows, ...]
    policy: Policy
    due_at: datetime
    until: datetime
    """Until then it can be mended: by the punch itself, or by asking for a correction."""
    expires_at: datetime
    is_on_holiday: bool = False
    """Whether the day is a statutory holiday by the calendar of the house."""

    @property
    def held_on(self) -> date:
        return self.half_days[0].lesson.held_on


def on_holiday(chances: Sequence[Chance]) -> tuple[Chance, ...]:
    """The same occasions of a day that is a statutory holiday."""
    return tuple(replace(each, is_on_holiday=True) for each in chances)


def chances_of_day(windows: Sequence[Windows], policy: Policy) -> tuple[Chance, ...]:
    """Every occasion of one day of a class: two for each half day, and one for the whole day."""
    chances = []
    for each in windows:
        in_due_at = each.lesson.starts + policy.missing_in_after
        out_due_at = max(each.lesson.ends, each.out_closes - policy.missing_out_before)
        chances.append(_missing(Occasion.MISSING_IN, each, in_due_at, policy))
        chances.append(_missing(Occasion.MISSING_OUT, each, out_due_at, policy))
    punched = tuple(each for each in windows if not is_online(each) and not each.lesson.is_cancelled)
    return (*chances, _of_day(punched, policy)) if punched else tuple(chances)


def is_quiet(moment: datetime, policy: Policy) -> bool:
    """Whether nobody may be texted (免打扰): the borders are whole hours, the first inside."""
    hour, begins, ends = moment.astimezone(SHANGHAI).hour, policy.quiet_from_hour, policy.quiet_until_hour
    return begins <= hour < ends if begins <= ends else hour >= begins or hour < ends


def next_allowed(moment: datetime, policy: Policy) -> datetime:
    """The moment itself, or the end of the quiet hours that it lies in."""
    if not is_quiet(moment, policy):
        return moment
    ends = _midnight(moment.astimezone(SHANGHAI).date()) + timedelta(hours=policy.quiet_until_hour)
    return ends if ends > moment else ends + ONE_DAY


def _missing(occasion: Occasion, windows: Windows, due_at: datetime, policy: Policy) -> Chance:
    until = windows.in_closes if occasion is Occasion.MISSING_IN else windows.out_closes
    part = DayPart(windows.lesson.half_day.value)
    return Chance(occasion, part, (windows,), policy, due_at, until, _before_quiet(due_at, until, policy))


def _of_day(half_days: tuple[Windows, ...], policy: Policy) -> Chance:
    """From the summary's hour, once nothing is open any more, until midnight or the quiet hours."""
    midnight = _midnight(half_days[0].lesson.held_on)
    last_closes = max(each.out_closes for each in half_days)
    due_at = max(midnight + timedelta(hours=policy.day_summary_hour), last_closes + INSTANT)
    until = max(each.lesson.ends for each in half_days) + policy.correction_lasts
    expires_at = _before_quiet(due_at, min(until, midnight + ONE_DAY), policy)
    return Chance(Occasion.DAY_LOST, DayPart.WHOLE_DAY, half_days, policy, due_at, until, expires_at)


def _before_quiet(due_at: datetime, until: datetime, policy: Policy) -> datetime:
    """A message that waits must not come at night: it expires where the quiet hours begin."""
    if policy.quiet_from_hour == policy.quiet_until_hour:
        return until
    begins = _midnight(due_at.astimezone(SHANGHAI).date()) + timedelta(hours=policy.quiet_from_hour)
    return min(until, begins if begins > due_at else begins + ONE_DAY)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
