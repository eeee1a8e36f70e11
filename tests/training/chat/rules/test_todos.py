"""A task that could not be sent is tried again, each time after longer, and given up at last."""

from datetime import timedelta

import pytest

from training.chat.rules.todos import MOST_ATTEMPTS, pause_before_next


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60)])
def test_each_pause_is_twice_as_long_up_to_an_hour(attempts, minutes):
    assert pause_before_next(attempts) == timedelta(minutes=minutes)


def test_the_platform_is_given_the_time_that_it_asks_for():
    assert pause_before_next(1, timedelta(minutes=10)) == timedelta(minutes=10)
    assert pause_before_next(4, timedelta(minutes=5)) == timedelta(minutes=8)


def test_after_the_last_attempt_it_is_given_up():
    assert pause_before_next(MOST_ATTEMPTS - 1) is not None
    assert pause_before_next(MOST_ATTEMPTS) is None
