"""Field practice: calls of a spot check are made in class time, 08:30-12:00 and 14:00-18:00 (R37)."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, at
from training.checks.rules.call_hours import call_hours_words, is_call_time
from training.notice.policy import Policy

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("clock", "before", "exactly"),
    [
        ("08:30", False, True),
        ("12:00", True, False),
        ("14:00", False, True),
        ("18:00", True, False),
    ],
)
def test_the_borders_of_the_hours(clock, before, exactly):
    moment = at(MONDAY, clock)

    assert is_call_time(moment - SECOND, (), Policy()) is before
    assert is_call_time(moment, (), Policy()) is exactly
    assert is_call_time(moment + SECOND, (), Policy()) is exactly


@pytest.mark.parametrize("clock", ["00:00", "07:59", "13:00", "21:30"])
def test_at_night_and_at_noon_nobody_is_called(clock):
    assert not is_call_time(at(MONDAY, clock), (), Policy())


@pytest.mark.parametrize(
    ("clock", "is_so"),
    [("18:59:59", False), ("19:00", True), ("21:00", True), ("21:00:01", False)],
)
def test_an_evening_class_may_be_called_while_it_is_taught(clock, is_so):
    lesson = (at(MONDAY, "19:00"), at(MONDAY, "21:00"))

    assert is_call_time(at(MONDAY, clock), [lesson], Policy()) is is_so


def test_the_hours_are_those_of_shanghai():
    half_past_eight = at(MONDAY, "08:30")

    assert is_call_time(half_past_eight.astimezone(tz=None), (), Policy())


def test_a_district_may_choose_other_hours():
    without_rest = Policy(calls_from_minutes=480, calls_rest_from_minutes=720, calls_rest_until_minutes=720)

    assert is_call_time(at(MONDAY, "12:30"), (), without_rest)
    assert call_hours_words(without_rest) == "08:00—12:00、12:00—18:00"
    assert call_hours_words(Policy(calls_until_minutes=0)) == "08:30—12:00"


def test_the_hours_are_told_as_people_read_them():
    assert call_hours_words(Policy()) == "08:30—12:00、14:00—18:00"
