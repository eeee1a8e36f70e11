"""When a qualified person is asked what became of him: so many days after the list was approved (R14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from training.notice.policy import Policy


@dataclass(frozen=True, order=True)
class Step:
    """One of 30, 90 and 180 days, and the day on which it falls."""

    after_days: int
    due_on: date


def steps_of(qualified_on: date, policy: Policy) -> tuple[Step, ...]:
    """R14: 对培训后就业、创业成功人员跟踪服务; a step of 0 days is none, and two of the same days are one.

    Days are counted, not months: there is no 29 February to look out for.
    """
    days = (policy.first_follow_up_days, policy.second_follow_up_days, policy.third_follow_up_days)
    return tuple(Step(each, qualified_on + timedelta(days=each)) for each in sorted({*days} - {0}))


def step_on(due_days: Iterable[date], asked_on: date) -> date | None:
    """Of which step somebody was asked on this day: the last one that was due; None before the first."""
    return max((each for each in due_days if each <= asked_on), default=None)


def last_counted_day(due_on: date, policy: Policy) -> date:
    """The last day whose answer counts for the step, and on which its link is good (R11)."""
    return due_on + timedelta(days=policy.follow_up_window_days)


def until(last: date | str) -> str:
    """How a last day is said wherever somebody reads it, a date or its words: the day itself still counts."""
    return f"{last}（含当日）以前"
