"""到课 of a half day: nobody is missing while one may still sign in, and eighty of a hundred are enough."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import MONDAY, at
from training.attendance.rules.turnout import is_too_few, sign_in_of
from training.attendance.terms import Turnout
from training.notice.policy import Policy

SECOND = timedelta(seconds=1)
MORNING, AFTERNOON = at(MONDAY, "08:30"), at(MONDAY, "14:00")


@pytest.mark.parametrize("starts", [MORNING, AFTERNOON])
@pytest.mark.parametrize(
    ("minutes", "beside", "turnout"),
    [
        (-45, -SECOND, Turnout.AHEAD),
        (-45, timedelta(), Turnout.COMING),
        (-45, SECOND, Turnout.COMING),
        (15, -SECOND, Turnout.COMING),
        (15, timedelta(), Turnout.COMING),
        (15, SECOND, Turnout.CLOSED),
    ],
)
def test_people_sign_in_from_the_first_to_the_last_second_of_the_window(starts, minutes, beside, turnout):
    sign_in = sign_in_of(starts, Policy())

    assert sign_in.at(starts + timedelta(minutes=minutes) + beside) is turnout


@pytest.mark.parametrize(
    ("minutes", "turnout"), [(4, Turnout.COMING), (5, Turnout.COMING), (6, Turnout.CLOSED)]
)
def test_the_window_is_that_of_the_rules_of_the_place(minutes, turnout):
    sign_in = sign_in_of(MORNING, replace(Policy(), in_closes_after_minutes=5))

    assert sign_in.at(MORNING + timedelta(minutes=minutes)) is turnout


@pytest.mark.parametrize(
    ("present", "seats", "is_few"), [(7, 10, True), (8, 10, False), (9, 10, False), (0, 0, False)]
)
def test_fewer_than_eighty_of_a_hundred_are_too_few_and_of_nobody_none_is_missing(present, seats, is_few):
    assert is_too_few(present, seats, 80) is is_few
