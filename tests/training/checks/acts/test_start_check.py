"""R36, R37: a check begins with a draw that is stored before anybody sees it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, a_trainee, a_withdrawal, an_enrolment, at
from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    SEED,
    Checking,
    enrol,
)
from training.checks.rules import sampling
from training.checks.terms import CallOutcome, CheckLevel
from training.checks.views.class_to_check import CheckIsRunning, ClassNotRunning, NobodyOnRoster
from training.checks.views.find_check import NotAnInspector
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.errors import NotFound
from training.records.checks.spot_checks import Draw, DrawnTrainee, SpotCheck
from training.records.classes.trainees import Enrolment

FRIDAY = date(2026, 3, 6)


def names(view) -> list[str]:
    return [each.name for each in view.people]


def count(database, record) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def withdraw(checking: Checking, name: str, last_day: date) -> None:
    with checking.database.writing() as session:
        a_withdrawal(session, find_enrolment(session, find_class(session, "BT-1"), name), last_day)


@pytest.mark.parametrize(("roster", "drawn"), [(1, 1), (2, 1), (3, 1), (4, 2), (30, 10), (31, 11)])
def test_a_third_of_the_roster_is_drawn_and_the_rest_is_the_reserve(roster, drawn, checking):
    with checking.database.writing() as session:
        class_id = enrol(session, "BT-N", roster)

    view = Checking(checking.database, class_id).start()

    assert [each.position for each in view.people] == list(range(1, drawn + 1))
    facts = view.facts
    assert (facts.roster_size, facts.sample_size, facts.reserve_left) == (roster, drawn, roster - drawn)


def test_the_draw_is_stored_as_the_rule_computes_it(checking):
    checking.start()

    with checking.database.reading() as session:
        roster = session.scalars(select(Enrolment.public_id)).all()
        stored = session.scalars(select(Draw)).one()
        places = session.scalars(select(DrawnTrainee).order_by(DrawnTrainee.position)).all()
        expected = sampling.draw(roster, SEED, [], 3)
        assert [each.enrolment.public_id for each in places] == list(expected.order)
        assert (stored.seed, stored.roster_hash, stored.algorithm) == (
            SEED,
            expected.roster_hash,
            sampling.ALGORITHM,
        )


def test_a_check_has_a_number_that_people_can_say(checking):
    city, district = checking.start(), checking.by(DISTRICT).start()

    assert (city.number, city.level, city.ordinal) == ("BT-1-市1", CheckLevel.CITY, 1)
    assert (district.number, district.level, district.ordinal) == ("BT-1-区1", CheckLevel.DISTRICT, 1)


def test_who_was_drawn_in_an_earlier_check_of_either_level_comes_last(checking):
    first = checking.start()

    second = checking.by(DISTRICT).start(b"another seed")

    assert not set(names(first)) & set(names(second))


def test_who_took_a_place_counts_as_drawn(checking):
    first = checking.start()
    checking.miss_twice(1)
    third = checking.substitute().people[-1].name

    second = checking.by(DISTRICT).start(b"another seed")

    assert third not in names(first)
    assert names(second)[0] not in {*names(first), third}


def test_a_voided_check_has_drawn_nobody(checking):
    first = checking.start()
    checking.void()

    again = checking.start()

    assert names(again)[: again.facts.sample_size] == names(first)
    assert again.number == "BT-1-市2"


@pytest.mark.parametrize(
    ("last_day", "roster"),
    [(MONDAY - timedelta(days=1), 3), (MONDAY, 4), (MONDAY + timedelta(days=1), 4)],
)
def test_who_has_withdrawn_is_not_drawn_and_on_the_last_day_still_is(last_day, roster, checking):
    withdraw(checking, "学员1", last_day)

    assert checking.start().facts.roster_size == roster


def test_whoever_joins_during_the_check_does_not_change_it(checking):
    before = checking.start()
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        an_enrolment(session, own, a_trainee(session, "新人", "13900000001"), "99")

    after = checking.see()

    assert (after.facts.roster_size, names(after)) == (before.facts.roster_size, names(before))


def test_a_second_check_of_the_level_waits_until_the_first_has_ended(checking):
    running = checking.start()

    with pytest.raises(CheckIsRunning, match="市里 03月02日 09:00 已开始这个班的本级检查") as refusal:
        checking.start()

    assert refusal.value.check_id == running.check_id
    checking.void()
    assert checking.start().ordinal == 2


@pytest.mark.parametrize(
    ("day", "is_refused"),
    [
        (MONDAY - timedelta(days=1), True),
        (MONDAY, False),
        (FRIDAY, False),
        (FRIDAY + timedelta(days=1), True),
    ],
)
def test_a_class_is_checked_from_its_first_to_its_last_day(day, is_refused, checking):
    checking.now = at(day, "23:59")

    if is_refused:
        with pytest.raises(ClassNotRunning, match="2026-03-02 开班、2026-03-06 结业"):
            checking.start()
    else:
        assert checking.start().is_running
    assert count(checking.database, SpotCheck) == (0 if is_refused else 1)


def test_an_empty_class_is_refused(checking):
    with checking.database.writing() as session:
        class_id = enrol(session, "BT-0", 0)

    with pytest.raises(NobodyOnRoster, match="请先导入名册"):
        Checking(checking.database, class_id).start()


@pytest.mark.parametrize(
    ("who", "refusal"), [(AUDITOR, NotAnInspector), (SCHOOL, NotAnInspector), (OTHER_DISTRICT, NotFound)]
)
def test_only_inspectors_start_and_only_where_they_may_look(who, refusal, checking):
    with pytest.raises(refusal):
        checking.by(who).start()

    assert count(checking.database, SpotCheck) == 0


def test_the_rules_that_a_class_is_pinned_to_decide_the_share(checking):
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        own.rule_set.numbers = own.rule_set.numbers | {"sample_one_in": 2, "call_attempts": 1}
        class_id = enrol(session, "BT-5", 5)

    checking.class_id = class_id
    checking.start()

    assert checking.see().facts.sample_size == 3
    view = checking.record(1, CallOutcome.NO_ANSWER)
    assert view.person(1).standing == "待补抽"


def test_the_city_checks_any_class(checking):
    with checking.database.writing() as session:
        class_id = enrol(session, "Q-1", 3, district="青山区")

    assert Checking(checking.database, class_id, CITY).start().of_class.district == "青山区"
