"""A colleague stands in for days of absence: asked, accepted, shown what is owed, ended."""

import pytest

from tests.factories import MONDAY, at
from tests.training.deputies.deputising import Deputising
from tests.training.staff.acts.test_managing import (
    CITY,
    COLLEAGUE,
    DISTRICT,
    FAR,
    NEIGHBOUR,
    SCHOOL,
    offices,
)
from training.deputies.rules.deputyship import DeputyAlready, DeputyOfDeputy, NotTheSamePost, NotWaiting
from training.deputies.views.deputyships import (
    absent_of_turn,
    deputies_now,
    fit_deputies,
    list_deputyships,
    stands_in_for,
)
from training.deputies.views.on_behalf import on_behalf
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.outbox.views.alerts_for import alerts_for
from training.staff.acts.let_go import let_go
from training.staff.views.find_staff import find_staff
from training.worklist.terms import WorkKind
from training.worklist.views.count_work import count_work

__all__ = ["offices"]

NOON = at(MONDAY, "12:00")


@pytest.fixture
def own(offices) -> Deputising:
    return Deputising(offices)


def absent_for(own: Deputising, deputy: str) -> list[str]:
    with own.database.reading() as session:
        running = stands_in_for(session, find_staff(session, deputy), now=own.now)
        return [each.absent.name for each in running]


def works(own: Deputising, who: str) -> int:
    with own.database.reading() as session:
        return count_work(session, find_staff(session, who), now=own.now)[WorkKind.DEPUTY]


def test_a_colleague_who_accepts_stands_in_and_is_told(own):
    key = own.name(DISTRICT, NEIGHBOUR)
    asked = works(own, NEIGHBOUR), absent_for(own, NEIGHBOUR)
    own.answer(key, NEIGHBOUR)

    assert asked == (1, [])
    assert (works(own, NEIGHBOUR), absent_for(own, NEIGHBOUR)) == (0, [DISTRICT])
    with own.database.reading() as session:
        kinds = {each.kind for each in session.scalars(alerts_for(find_staff(session, NEIGHBOUR)))}
        (both,) = deputies_now(session, now=own.now).values()
    assert {"deputy_named", "deputy_answered"} <= kinds
    assert [each.name for each in both] == [NEIGHBOUR]


def test_whoever_declines_stands_in_for_nobody(own):
    own.answer(own.name(DISTRICT, NEIGHBOUR), NEIGHBOUR, accepts=False)

    assert absent_for(own, NEIGHBOUR) == []


def test_an_administrator_names_the_deputy_of_whom_he_looks_after(own):
    own.name(DISTRICT, NEIGHBOUR, by=CITY)

    with pytest.raises(NotFound):
        own.name(CITY, COLLEAGUE, by=DISTRICT)
    with pytest.raises(NotFound):
        own.name(DISTRICT, NEIGHBOUR, by=SCHOOL)


@pytest.mark.parametrize(("absent", "deputy"), [(DISTRICT, SCHOOL), (SCHOOL, DISTRICT), (DISTRICT, DISTRICT)])
def test_nobody_of_another_post_and_not_oneself_stands_in(own, absent, deputy):
    with pytest.raises(NotTheSamePost):
        own.name(absent, deputy, by=DISTRICT)


def test_nobody_of_another_district_is_found(own):
    with pytest.raises(NotFound):
        own.name(DISTRICT, FAR)
    with own.database.reading() as session:
        fit = fit_deputies(session, find_staff(session, DISTRICT))
    assert [each.name for each in fit] == [NEIGHBOUR]


def test_only_the_deputy_accepts_and_only_once(own):
    key = own.name(DISTRICT, NEIGHBOUR)

    with pytest.raises(NotFound):
        own.answer(key, DISTRICT)
    own.answer(key, NEIGHBOUR)
    with pytest.raises(NotWaiting):
        own.answer(key, NEIGHBOUR, accepts=False)


@pytest.mark.parametrize("who", [DISTRICT, NEIGHBOUR, CITY])
def test_either_of_the_two_and_the_administrator_end_it_early(own, who):
    key = own.stand_in(DISTRICT, NEIGHBOUR)
    own.end(key, who)

    assert absent_for(own, NEIGHBOUR) == []
    with pytest.raises(NotWaiting):
        own.end(key, who)


def test_a_stranger_finds_none_of_it(own):
    key = own.stand_in(DISTRICT, NEIGHBOUR)

    with pytest.raises(NotFound):
        own.end(key, FAR)
    with own.database.reading() as session:
        assert list_deputyships(session, find_staff(session, SCHOOL), now=own.now) == []


def test_no_deputy_hands_on_and_nobody_has_two(own):
    own.stand_in(DISTRICT, NEIGHBOUR)

    with pytest.raises(DeputyAlready):
        own.name(DISTRICT, NEIGHBOUR)
    with pytest.raises(DeputyOfDeputy):
        own.name(NEIGHBOUR, DISTRICT)


def test_a_reason_is_asked_for(own):
    own.reason = " "

    with pytest.raises(ReasonMissing):
        own.name(DISTRICT, NEIGHBOUR)


def test_what_is_done_in_a_turn_says_for_whom_and_nothing_else_does(own, offices):
    key = own.stand_in(DISTRICT, NEIGHBOUR)
    own.now = NOON
    own.turn(key, NEIGHBOUR)
    own.now = at(MONDAY, "14:00")
    own.turn(key, NEIGHBOUR, begins=False)

    one, two, three = at(MONDAY, "11:59"), at(MONDAY, "13:00"), at(MONDAY, "14:00")
    with offices.reading() as session:
        signed = on_behalf(session, {(NEIGHBOUR, one), (NEIGHBOUR, two), (NEIGHBOUR, three), (FAR, two)})
    assert signed == {(NEIGHBOUR, two): f"{NEIGHBOUR}（代 {DISTRICT}）"}


def test_a_turn_is_taken_by_the_deputy_while_it_runs(own, offices):
    key = own.stand_in(DISTRICT, NEIGHBOUR)

    with pytest.raises(NotFound):
        own.turn(key, DISTRICT)
    own.turn(key, NEIGHBOUR)
    with offices.reading() as session:
        assert absent_of_turn(session, find_staff(session, NEIGHBOUR), now=own.now) == DISTRICT
    own.end(key, DISTRICT)
    with offices.reading() as session:
        assert absent_of_turn(session, find_staff(session, NEIGHBOUR), now=own.now) == ""
    with pytest.raises(NotWaiting):
        own.turn(key, NEIGHBOUR)


def test_nobody_stands_in_for_somebody_who_has_left_or_moved(own, offices):
    key = own.stand_in(DISTRICT, NEIGHBOUR)
    with offices.writing() as session:
        let_go(session, find_staff(session, DISTRICT), now=own.now)

    assert absent_for(own, NEIGHBOUR) == []
    with pytest.raises(NotTheSamePost):
        own.turn(key, NEIGHBOUR)


def test_a_turn_for_somebody_who_has_left_since_is_ended_by_the_deputy(own, offices):
    key = own.stand_in(DISTRICT, NEIGHBOUR)
    own.turn(key, NEIGHBOUR)
    with offices.writing() as session:
        let_go(session, find_staff(session, DISTRICT), now=NOON)
    own.now = NOON

    own.turn(key, NEIGHBOUR, begins=False)

    with offices.reading() as session:
        assert absent_of_turn(session, find_staff(session, NEIGHBOUR), now=NOON) == ""
