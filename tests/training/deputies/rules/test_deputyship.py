"""代理: it runs on its days once accepted, nobody is a deputy of a deputy, a turn is for the other."""

from datetime import date, timedelta

import pytest

from tests.factories import MONDAY, at
from training.deputies.rules.deputyship import (
    MOST_DAYS,
    Deputing,
    DeputyAlready,
    DeputyOfDeputy,
    NotTheSamePost,
    Step,
    WrongDays,
    acted_for,
    check_days,
    check_others,
    check_posts,
    stood_in_for,
)
from training.deputies.terms import DeputyDeed, DeputyState
from training.notice.terms import Role
from training.staff.rules.managing import Post

FRIDAY = date(2026, 3, 6)
SUNDAY, SATURDAY = MONDAY - timedelta(days=1), FRIDAY + timedelta(days=1)
EVE = at(SUNDAY, "10:00")
NOON = at(MONDAY, "12:00")
AWAY, DEPUTY, THIRD = 1, 2, 3
Deed = DeputyDeed


def deputing(*steps: Step, absent: int = AWAY, deputy: int = DEPUTY) -> Deputing:
    return Deputing(absent, deputy, MONDAY, FRIDAY, steps)


ACCEPTED = Step(Deed.ACCEPTED, EVE)


@pytest.mark.parametrize(
    ("moment", "runs"),
    [
        (at(SUNDAY, "23:59:59"), False),
        (at(MONDAY, "00:00"), True),
        (at(FRIDAY, "23:59:59"), True),
        (at(SATURDAY, "00:00"), False),
    ],
)
def test_an_accepted_one_runs_from_the_begin_of_its_first_to_the_end_of_its_last_day(moment, runs):
    assert deputing(ACCEPTED).runs(moment) is runs


def test_nothing_runs_before_it_is_accepted_or_after_it_was_ended():
    late = deputing(Step(Deed.ACCEPTED, NOON))
    ended = deputing(ACCEPTED, Step(Deed.ENDED, NOON))
    second = timedelta(seconds=1)

    assert not deputing().runs(NOON)
    assert not deputing(Step(Deed.DECLINED, EVE)).runs(NOON)
    assert (late.runs(NOON - second), late.runs(NOON)) == (False, True)
    assert (ended.runs(NOON - second), ended.runs(NOON)) == (True, False)


@pytest.mark.parametrize(
    ("steps", "moment", "state"),
    [
        ((), at(FRIDAY, "23:59"), DeputyState.WAITING),
        ((), at(SATURDAY, "00:00"), DeputyState.LAPSED),
        ((Step(Deed.DECLINED, EVE),), NOON, DeputyState.DECLINED),
        ((ACCEPTED,), EVE, DeputyState.AHEAD),
        ((ACCEPTED,), NOON, DeputyState.RUNNING),
        ((ACCEPTED,), at(SATURDAY, "00:00"), DeputyState.OVER),
        ((ACCEPTED, Step(Deed.ENDED, NOON)), NOON, DeputyState.ENDED),
    ],
)
def test_its_state_is_said(steps, moment, state):
    assert deputing(*steps).state(moment) is state


def test_only_between_begin_and_end_of_a_turn_something_is_done_for_the_absent_one():
    one, two = at(MONDAY, "13:00"), at(MONDAY, "14:00")
    own = deputing(ACCEPTED, Step(Deed.TURN_BEGUN, one), Step(Deed.TURN_OVER, two))
    second = timedelta(seconds=1)
    moments = (one - second, one, two - second, two)

    assert [acted_for(DEPUTY, [own], each) for each in moments] == [
        frozenset(),
        {AWAY},
        {AWAY},
        frozenset(),
    ]
    assert stood_in_for(DEPUTY, [own], two) == {AWAY}
    assert stood_in_for(AWAY, [own], two) == frozenset()


def test_a_turn_that_nobody_ended_ends_with_its_last_day():
    own = deputing(ACCEPTED, Step(Deed.TURN_BEGUN, NOON))

    assert own.is_turn(at(FRIDAY, "23:59:59"))
    assert not own.is_turn(at(SATURDAY, "00:00"))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (SUNDAY, FRIDAY),
        (FRIDAY, MONDAY),
        (MONDAY, MONDAY + timedelta(days=MOST_DAYS)),
    ],
)
def test_days_that_are_over_turned_round_or_too_many_are_refused(first, last):
    with pytest.raises(WrongDays):
        check_days(first, last, MONDAY)


def test_one_day_and_the_longest_span_are_taken():
    check_days(MONDAY, MONDAY, MONDAY)
    check_days(MONDAY, MONDAY + timedelta(days=MOST_DAYS - 1), MONDAY)


@pytest.mark.parametrize(
    "other", [Post(Role.CITY), Post(Role.DISTRICT, district_id=2), Post(Role.INSTITUTION, institution_id=1)]
)
def test_a_deputy_of_another_post_is_refused(other):
    with pytest.raises(NotTheSamePost):
        check_posts(Post(Role.DISTRICT, district_id=1), other)


def test_one_absent_person_has_one_deputy_at_a_time():
    wanted = deputing(deputy=THIRD)

    with pytest.raises(DeputyAlready):
        check_others(wanted, [deputing(ACCEPTED)], EVE)
    check_others(wanted, [deputing(ACCEPTED, Step(Deed.ENDED, EVE))], EVE)


@pytest.mark.parametrize(("absent", "deputy"), [(DEPUTY, THIRD), (THIRD, AWAY)])
def test_nobody_is_the_deputy_of_a_deputy(absent, deputy):
    with pytest.raises(DeputyOfDeputy):
        check_others(deputing(absent=absent, deputy=deputy), [deputing(ACCEPTED)], EVE)


def test_days_beside_those_of_another_deputyship_are_free():
    after = Deputing(DEPUTY, THIRD, SATURDAY, SATURDAY)

    check_others(after, [deputing(ACCEPTED)], EVE)
