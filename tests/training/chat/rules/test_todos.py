"""A task that could not be sent is tried again, each time after longer, as long as it is owed."""

from datetime import UTC, datetime, timedelta

import pytest

from training.chat.rules.todos import CLOSED_WITHIN, LONGEST_PAUSE, is_worth_closing, pause_before_next

NOW = datetime(2026, 3, 2, 0, 50, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60)])
def test_each_pause_is_twice_as_long_up_to_an_hour(attempts, minutes):
    assert pause_before_next(attempts) == timedelta(minutes=minutes)


def test_the_platform_is_given_the_time_that_it_asks_for():
    assert pause_before_next(1, timedelta(minutes=10)) == timedelta(minutes=10)
    assert pause_before_next(4, timedelta(minutes=5)) == timedelta(minutes=8)


def test_what_is_owed_is_never_given_up():
    assert pause_before_next(1_000) == LONGEST_PAUSE
    assert is_worth_closing(None, NOW)


@pytest.mark.parametrize(("beyond", "is_worth"), [(-INSTANT, True), (timedelta(), False), (INSTANT, False)])
def test_what_is_owed_no_more_is_closed_within_a_week(beyond, is_worth):
    assert is_worth_closing(NOW - CLOSED_WITHIN - beyond, NOW) is is_worth
