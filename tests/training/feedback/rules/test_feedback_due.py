"""培训班结束后,市本级应在5个工作日内将督查检查结果反馈 (R07)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.feedback.rules.feedback_due import feedback_due
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.working_days import PUBLISHED

POLICY = Policy()
KNOWN_DAYS = st.dates(date(2023, 2, 24), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("ends_on", "due_on"),
    [
        (date(2026, 3, 2), date(2026, 3, 9)),
        (date(2026, 3, 6), date(2026, 3, 13)),
        (date(2026, 3, 7), date(2026, 3, 13)),
        (date(2026, 3, 8), date(2026, 3, 13)),
    ],
    ids=["a Monday", "a Friday", "a Saturday", "a Sunday"],
)
def test_the_end_date_is_day_0_and_weekends_do_not_count(ends_on, due_on):
    assert feedback_due(ends_on, POLICY, PUBLISHED).due_on == due_on


def test_the_holidays_of_the_national_day_do_not_count_and_the_saturday_worked_for_them_does():
    # 2026-10-01 to 07 are holidays; Saturday 10-10 is worked.
    assert feedback_due(date(2026, 9, 30), POLICY, PUBLISHED).due_on == date(2026, 10, 13)


def test_a_sunday_that_is_worked_for_a_holiday_counts():
    # 2026-09-20 is a Sunday that is worked for Friday 09-25.
    assert feedback_due(date(2026, 9, 18), POLICY, PUBLISHED).due_on == date(2026, 9, 24)


def test_a_moved_end_date_moves_the_last_day():
    moved = [feedback_due(date(2026, 3, day), POLICY, PUBLISHED).due_on for day in (6, 9)]

    assert moved == [date(2026, 3, 13), date(2026, 3, 16)]


@pytest.mark.parametrize(("days", "due_on"), [(0, 6), (1, 9), (4, 12), (5, 13), (6, 16)])
def test_the_number_of_days_is_the_policys(days, due_on):
    policy = replace(POLICY, feedback_working_days=days)

    assert feedback_due(date(2026, 3, 6), policy, PUBLISHED).due_on == date(2026, 3, due_on)


@pytest.mark.parametrize(
    ("clock", "is_overdue"),
    [
        (datetime(2026, 3, 13, 23, 59, 59, tzinfo=SHANGHAI), False),
        (datetime(2026, 3, 14, 0, 0, 0, tzinfo=SHANGHAI), True),
        (datetime(2026, 3, 14, 0, 0, 1, tzinfo=SHANGHAI), True),
    ],
)
def test_it_is_overdue_from_24_00_of_the_last_day_in_shanghai(clock, is_overdue):
    due = feedback_due(date(2026, 3, 6), POLICY, PUBLISHED)

    assert due.is_overdue(clock) is is_overdue


def test_a_year_that_the_calendar_does_not_know_is_said():
    due = feedback_due(date(2090, 12, 29), POLICY, PUBLISHED)

    assert due.counted.guessed_years == (2090, 2091)
    assert "2090、2091 年放假安排未公布，暂按法定节日和周末推算" in due.warning
    assert "人工核对" in due.warning


@pytest.mark.parametrize(
    ("clock", "is_overdue"),
    [
        (datetime(2027, 1, 6, tzinfo=SHANGHAI), False),
        (datetime(2027, 1, 12, 23, 59, 59, tzinfo=SHANGHAI), False),
        (datetime(2027, 1, 13, tzinfo=SHANGHAI), True),
    ],
)
def test_on_a_guessed_day_it_is_overdue_only_when_it_is_so_under_any_arrangement(clock, is_overdue):
    # New Year's Day 2027 frees the Friday for certain, and 30 December to 6 January perhaps.
    due = feedback_due(date(2026, 12, 28), POLICY, PUBLISHED)

    assert due.due_on == date(2027, 1, 5)
    assert due.is_overdue(clock) is is_overdue


def test_where_the_calendar_knows_every_day_there_is_no_warning():
    assert feedback_due(date(2026, 3, 6), POLICY, PUBLISHED).warning == ""


@given(KNOWN_DAYS)
def test_exactly_five_working_days_lie_after_the_end_up_to_the_last_day(ends_on):
    due = feedback_due(ends_on, POLICY, PUBLISHED)
    days = [ends_on + timedelta(days=offset) for offset in range(1, (due.due_on - ends_on).days + 1)]

    assert sum(map(PUBLISHED.is_working_day, days)) == 5
    assert PUBLISHED.is_working_day(due.due_on)
