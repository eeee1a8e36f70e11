"""二人确认: who may be the second person, until when, and how a request stands (R37, R40)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from training.checks.terms import CheckLevel
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.policy import Policy
from training.notice.working_days import Calendar


class ConfirmationState(StrEnum):
    """How a request stands."""

    OPEN = "待确认"
    CONFIRMED = "已确认"
    DECLINED = "不同意"
    LAPSED = "已失效"


def may_confirm(asked_at: CheckLevel, own: CheckLevel | None, *, is_same_person: bool) -> bool:
    """Another of the level that asked, or one of the city; what the city asks takes two of the city.

    That a district's inspector sees the check at all makes him one of the same district.
    """
    if is_same_person or own is None:
        return False
    return own is CheckLevel.CITY or asked_at is CheckLevel.DISTRICT


@dataclass(frozen=True, slots=True)
class Lapse:
    """From when on a request is as if it had never been asked; guessed where days on the way are."""

    at: datetime
    is_guessed: bool


def lapse_of(asked_at: datetime, policy: Policy, calendar: Calendar) -> Lapse:
    """The end of the last working day on which it may still be confirmed, in Shanghai.

    Where days are guessed, the latest that it can be: nothing lapses that might still be confirmed.
    """
    last = calendar.after(shanghai_day(asked_at), policy.confirmation_working_days)
    return Lapse(datetime.combine(last.latest + timedelta(days=1), time(), SHANGHAI), last.is_guessed)


def state_of_confirmation(
    is_confirmed: bool | None, lapses_at: datetime, *, is_closed: bool, now: datetime
) -> ConfirmationState:
    """`is_closed` where what was asked cannot be done any more, such as an explanation after the verdict."""
    if is_confirmed is not None:
        return ConfirmationState.CONFIRMED if is_confirmed else ConfirmationState.DECLINED
    return ConfirmationState.LAPSED if is_closed or now >= lapses_at else ConfirmationState.OPEN
