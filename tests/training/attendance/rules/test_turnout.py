"""到课 of a half day: nobody is missing while one may still sign in, and eighty of a hundred are enough."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta

import pytest

from tests.factories import MONDAY, at
from training.attendance.rules.turnout import SignIn, is_too_few, sign_ins_of
from training.attendance.terms import Turnout
from training.notice.policy import Policy
from training.notice.terms import HalfDay
from training.notice.windows import ClassTimes

SECOND = timedelta(seconds=1)
MORNING, AFTERNOON = at(MONDAY, "08:30"), at(MONDAY, "14:00")
TIMES = ClassTimes(time(8, 30), time(11, 30), time(14), time(17))


def both(times: ClassTimes = TIMES, policy: Policy | None = None) -> Mapping[HalfDay, SignIn]:
    return sign_ins_of(times, MONDAY, list(HalfDay), policy or Policy())


@pytest.mark.parametrize(("half_day", "starts"), [(HalfDay.MORNING, MORNING), (HalfDay.AFTERNOON, AFTERNOON)])
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
def test_people_sign_in_from_the_first_to_the_last_second_of_the_window(
    half_day, starts, minutes, beside, turnout
):
    assert both()[half_day].at(starts + timedelta(minutes=minutes) + beside) is turnout


@pytest.mark.parametrize(
    ("minutes", "turnout"), [(4, Turnout.COMING), (5, Turnout.COMING), (6, Turnout.CLOSED)]
)
def test_the_window_is_that_of_the_rules_of_the_place(minutes, turnout):
    sign_in = both(policy=replace(Policy(), in_closes_after_minutes=5))[HalfDay.MORNING]

    assert sign_in.at(MORNING + timedelta(minutes=minutes)) is turnout


@pytest.mark.parametrize(
    ("present", "seats", "is_few"), [(7, 10, True), (8, 10, False), (9, 10, False), (0, 0, False)]
)
def test_fewer_than_eighty_of_a_hundred_are_too_few_and_of_nobody_none_is_missing(present, seats, is_few):
    assert is_too_few(present, seats, 80) is is_few


def test_after_a_short_break_one_signs_in_from_its_middle_and_without_a_morning_as_ever():
    short = TIMES._replace(morning_ends=time(11, 50), afternoon_starts=time(12, 30))
    alone = sign_ins_of(short, MONDAY, [HalfDay.AFTERNOON], Policy())

    assert both(short)[HalfDay.AFTERNOON].opens == at(MONDAY, "12:10")
    assert alone[HalfDay.AFTERNOON].opens == at(MONDAY, "11:45")
