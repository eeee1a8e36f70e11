"""A claim that nobody reviews is told after so many working days, the day it came not counted (R19)."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.claims.rules.claim_review_due import overdue_since
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.working_days import PUBLISHED

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("today", "since"),
    [
        # Monday is day 0; the fifth working day after it is the next Monday, and then it is Tuesday.
        (date(2026, 6, 8), date(2026, 6, 1)),
        (date(2026, 6, 9), date(2026, 6, 2)),
        (date(2026, 6, 10), date(2026, 6, 3)),
        # The holidays of National Day are no working days, and 10 October, a Saturday, is one.
        (date(2026, 10, 12), date(2026, 9, 29)),
    ],
)
def test_what_came_before_that_midnight_has_waited_for_more_than_five_working_days(today, since):
    assert overdue_since(today, Policy(), PUBLISHED) == datetime.combine(since, time(), SHANGHAI)


@given(DAYS, DAYS, st.integers(0, 30))
def test_a_claim_is_overdue_once_its_last_working_day_is_over(came_on, today, days):
    policy = Policy(claim_review_working_days=days)
    is_overdue = datetime.combine(came_on, time(12), SHANGHAI) < overdue_since(today, policy, PUBLISHED)

    assert is_overdue == (PUBLISHED.after(came_on, days).latest < today)


@given(DAYS, st.integers(0, 1000))
def test_however_many_days_the_rules_allow_there_is_an_answer(today, days):
    since = overdue_since(today, Policy(claim_review_working_days=days), PUBLISHED)

    assert since <= datetime.combine(today, time(), SHANGHAI) - timedelta(days=days - 1 if days else 0)
