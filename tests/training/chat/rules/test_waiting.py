"""What waits for the platform's patience is tried again ever later, and never before it may be."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, at
from training.chat.rules.waiting import GIVEN_UP_AFTER, Hindrance, is_worth_waiting, pause_before_next

NINE = at(MONDAY, "09:00")
A_MOMENT = timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("waits", "seconds"), [(0, 1), (1, 2), (2, 4), (3, 8), (5, 32), (6, 60), (7, 60), (10_000, 60)]
)
def test_each_pause_is_twice_as_long_up_to_a_minute(waits, seconds):
    assert pause_before_next(waits, Hindrance()) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("waits", "seconds"), [(0, 5), (2, 5), (3, 8)])
def test_a_pause_is_never_shorter_than_was_asked_for(waits, seconds):
    assert pause_before_next(waits, Hindrance(timedelta(seconds=5))) == timedelta(seconds=seconds)


def test_a_ban_is_waited_for_however_long():
    assert pause_before_next(0, Hindrance(timedelta(minutes=10))) == timedelta(minutes=10)


@pytest.mark.parametrize(("age", "is_worth"), [(-A_MOMENT, True), (timedelta(), False), (A_MOMENT, False)])
def test_a_platform_that_is_down_is_waited_for_a_day(age, is_worth):
    assert is_worth_waiting(NINE - GIVEN_UP_AFTER - age, Hindrance(), NINE) is is_worth


def test_whoever_only_asked_too_often_is_answered_whenever_that_may_be():
    assert is_worth_waiting(NINE - timedelta(days=9), Hindrance(is_throttled=True), NINE)
