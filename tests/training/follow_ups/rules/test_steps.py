"""R14: 做好培训后就业、创业成功人员的跟踪服务: after 30, 90 and 180 days; our reading."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.follow_ups.rules.steps import Step, last_counted_day, step_on, steps_of
from training.notice.policy import Policy

POLICY = Policy()
DAYS = st.integers(0, 1000)


@pytest.mark.parametrize(
    ("qualified_on", "due"),
    [
        (date(2026, 9, 20), [date(2026, 10, 20), date(2026, 12, 19), date(2027, 3, 19)]),
        (date(2026, 1, 31), [date(2026, 3, 2), date(2026, 5, 1), date(2026, 7, 30)]),
        (date(2028, 1, 29), [date(2028, 2, 28), date(2028, 4, 28), date(2028, 7, 27)]),
        (date(2028, 1, 30), [date(2028, 2, 29), date(2028, 4, 29), date(2028, 7, 28)]),
        (date(2028, 2, 29), [date(2028, 3, 30), date(2028, 5, 29), date(2028, 8, 27)]),
        (date(2026, 12, 31), [date(2027, 1, 30), date(2027, 3, 31), date(2027, 6, 29)]),
    ],
)
def test_days_are_counted_over_short_months_leap_days_and_new_year(qualified_on, due):
    assert [each.due_on for each in steps_of(qualified_on, POLICY)] == due


@pytest.mark.parametrize(
    ("days", "kept"),
    [
        ((30, 90, 180), [30, 90, 180]),
        ((30, 0, 180), [30, 180]),
        ((0, 0, 0), []),
        ((30, 30, 180), [30, 180]),
        ((180, 90, 30), [30, 90, 180]),
        ((1, 1, 1), [1]),
    ],
)
def test_no_days_are_no_step_and_the_same_days_are_one(days, kept):
    first, second, third = days
    policy = replace(
        POLICY, first_follow_up_days=first, second_follow_up_days=second, third_follow_up_days=third
    )

    assert [each.after_days for each in steps_of(date(2026, 9, 20), policy)] == kept


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), DAYS, DAYS, DAYS)
def test_steps_rise_and_each_lies_its_days_behind(qualified_on, first, second, third):
    policy = replace(
        POLICY, first_follow_up_days=first, second_follow_up_days=second, third_follow_up_days=third
    )

    found = steps_of(qualified_on, policy)

    assert all(earlier < later for earlier, later in pairwise(found))
    assert {each.after_days for each in found} == {first, second, third} - {0}
    assert all(each == Step(each.after_days, qualified_on + timedelta(each.after_days)) for each in found)


def test_an_answer_counts_for_thirty_days():
    assert last_counted_day(date(2028, 1, 30), POLICY) == date(2028, 2, 29)


@given(
    st.sets(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=3),
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)
def test_whoever_was_asked_was_asked_of_the_last_step_that_was_due(days, asked_on):
    found = step_on(days, asked_on)

    assert (found is None) is all(each > asked_on for each in days)
    assert found is None or not any(found < each <= asked_on for each in days)
