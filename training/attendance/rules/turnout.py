"""到课 of one half day: when it can be judged at all, and when too few came."""

from dataclasses import dataclass
from datetime import datetime

from training.attendance.terms import Turnout
from training.notice.policy import Policy

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


def sign_in_of(starts: datetime, policy: Policy) -> SignIn:
    """That of the lesson that starts then."""
    return SignIn(starts - policy.in_opens_before, starts + policy.in_closes_after)


def is_too_few(present: int, seats: int, needed_percent: int) -> bool:
    """Fewer came than a check would want (R38); of an empty roster nobody is missing."""
    return WHOLE * present < needed_percent * seats
