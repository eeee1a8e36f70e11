"""How long a C1 claim may wait for its review before that is told."""

from datetime import date, datetime, time, timedelta

from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.working_days import Calendar

ONE_DAY = timedelta(days=1)


def overdue_since(today: date, policy: Policy, calendar: Calendar) -> datetime:
    """What came before this moment has waited for too long today; the day it came is day 0.

    Days that an arrangement to come may free do not count.
    """
    came_on, passed = today - ONE_DAY, 0
    while passed < policy.claim_review_working_days:
        passed += calendar.surely_works(came_on)
        came_on -= ONE_DAY
    return datetime.combine(came_on + ONE_DAY, time(), SHANGHAI)
