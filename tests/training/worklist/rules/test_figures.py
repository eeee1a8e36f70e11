"""日数据: who came of whom was expected, half day by half day, and when a night's figures are due."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.factories import MONDAY, at
from training.attendance.rules.attendance import HalfDayCredit, Outcome
from training.notice.policy import Policy
from training.notice.terms import HalfDay
from training.notice.windows import Lesson, lesson_windows
from training.worklist.rules.figures import (
    NOBODY,
    Share,
    Trend,
    days_before,
    in_turns,
    is_due,
    months_until,
    shares_of,
    trends_of,
)

TUESDAY = MONDAY + timedelta(days=1)


def a_half_day(outcome: Outcome, halves: int, *, is_open: bool = False, day: date = MONDAY) -> HalfDayCredit:
    lesson = Lesson(day, HalfDay.MORNING, at(day, "08:30"), at(day, "11:30"), 8)
    (windows,) = lesson_windows([lesson], Policy())
    return HalfDayCredit(windows, outcome, halves, 8, is_open)


@pytest.mark.parametrize(
    ("credit", "share"),
    [
        (a_half_day(Outcome.FULL, 8), Share(1, 1)),
        (a_half_day(Outcome.BY_MINUTES, 1), Share(1, 1)),
        (a_half_day(Outcome.WATCHED, 2), Share(1, 1)),
        (a_half_day(Outcome.BY_MINUTES, 0), Share(1, 0)),
        (a_half_day(Outcome.ABSENT, 0), Share(1, 0)),
        (a_half_day(Outcome.MISSING_OUT, 0), Share(1, 0)),
        (a_half_day(Outcome.CANCELLED, 0), None),
        (a_half_day(Outcome.LEFT_CLASS, 0), None),
        (a_half_day(Outcome.NOT_YET_IN_CLASS, 0), None),
        (a_half_day(Outcome.ABSENT, 0, is_open=True), None),
        (a_half_day(Outcome.FULL, 8, day=TUESDAY), None),
    ],
)
def test_whoever_earns_something_came_and_whoever_is_not_in_the_class_was_not_expected(credit, share):
    assert shares_of([[credit]], [MONDAY]).get(MONDAY) == share


def test_shares_of_people_and_half_days_add_up():
    full, none = a_half_day(Outcome.FULL, 8), a_half_day(Outcome.ABSENT, 0)

    assert shares_of([[full, none], [full]], [MONDAY]) == {MONDAY: Share(3, 2)}


@pytest.mark.parametrize(
    ("share", "permille"), [(Share(), None), (Share(3, 2), 667), (Share(3, 1), 333), (Share(8, 1), 125)]
)
def test_the_rate_is_rounded_half_up_and_nobody_is_no_rate(share, permille):
    assert share.permille == permille


def test_thirty_days_end_yesterday_and_twelve_months_with_this_one():
    days, months = days_before(date(2026, 3, 2)), months_until(date(2026, 3, 2))

    assert (days[0], days[-1], len(days)) == (date(2026, 1, 31), date(2026, 3, 1), 30)
    assert (months[0], months[-1], len(months)) == (date(2025, 4, 1), date(2026, 3, 1), 12)


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 12, 31), date(2028, 2, 29)])
def test_months_go_on_over_the_turn_of_the_year(today):
    months = months_until(today)

    assert months[-1] == today.replace(day=1)
    assert {(later - earlier).days for earlier, later in pairwise(months)} <= {28, 29, 30, 31}


def test_places_stand_by_their_people_and_the_whole_is_their_sum():
    rows = [
        ("东", MONDAY, 10, 5),
        ("西", MONDAY, 30, 30),
        ("东", TUESDAY, 10, 10),
        ("东", date(2020, 1, 1), 9, 9),
    ]

    whole, places = trends_of(rows, [MONDAY, TUESDAY], "全市")

    assert [each.name for each in places] == ["西", "东"]
    assert (whole.name, whole.days) == ("全市", {MONDAY: Share(40, 35), TUESDAY: Share(10, 10)})
    assert whole.total == Share(50, 45)
    assert places[0].days[TUESDAY] == NOBODY


def test_the_lowest_day_is_the_latest_of_several_and_none_where_nothing_was_taught():
    days = {MONDAY: Share(10, 8), TUESDAY: Share(10, 8), TUESDAY + timedelta(days=1): NOBODY}

    assert Trend("东", days).lowest == (TUESDAY, 800)
    assert Trend("西", {MONDAY: NOBODY}).lowest is None


@pytest.mark.parametrize(
    ("made", "now", "due"),
    [
        (None, at(MONDAY, "00:00"), True),
        (at(MONDAY, "03:59"), at(MONDAY, "03:59"), False),
        (at(MONDAY, "03:59"), at(MONDAY, "04:00"), True),
        (at(MONDAY, "04:00"), at(MONDAY, "04:00"), False),
        (at(MONDAY, "04:00"), at(TUESDAY, "03:59"), False),
        (at(MONDAY, "04:00"), at(TUESDAY, "04:00"), True),
        (at(MONDAY, "04:00"), at(TUESDAY + timedelta(days=9), "00:00"), True),
        (at(TUESDAY + timedelta(days=365), "04:00"), at(TUESDAY, "04:00"), True),
    ],
)
def test_figures_are_made_once_after_four_in_the_morning_and_a_missed_night_is_made_up(made, now, due):
    assert is_due(made, now) is due


@pytest.mark.parametrize(("count", "turns"), [(0, []), (1, [1]), (2, [2]), (3, [2, 1])])
def test_classes_come_in_turns(count, turns):
    assert [len(each) for each in in_turns(range(count), 2)] == turns
