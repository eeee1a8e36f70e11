"""R03, R67: classes are of an item or 计划外; what became of the plan stands beside it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT
from tests.training.plans.planning import ITEM, THIS_QUARTER, Planning, planning
from tests.training.talent.qualifying import a_list
from training.classes.views.find_class import find_class
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.plans.acts.choose_item import choose_item
from training.plans.rules.covering import Used
from training.plans.terms import PlanMove
from training.plans.views.outside_plans import outside_plans
from training.plans.views.plans_in_force import planned_of
from training.plans.views.use_of_plans import use_of_quarter
from training.records.classes.trainees import Enrolment
from training.records.results import ClassVerdict
from training.results.terms import Result
from training.staff.views.find_staff import find_staff

WELDING = replace(ITEM, trade="焊工")


@pytest.fixture
def office(database) -> Planning:
    """BT-1 of 电工 with two people, from Monday to Friday."""
    own = planning(database)
    with database.writing() as session:
        made = a_class(session)
        for number in ("1", "2"):
            an_enrolment(session, made, a_trainee(session, f"学员{number}", f"1370000000{number}"), number)
    return own


def choose(office: Planning, line: UUID | None, who: str = DISTRICT, reason: str = "企业要求") -> None:
    with office.database.writing() as session:
        key = find_class(session, "BT-1").public_id
        choose_item(session, find_staff(session, who), key, line, reason, now=office.now)


def trade_of(office: Planning) -> str:
    """Of the item that the class is of; nothing where it is of none."""
    with office.database.reading() as session:
        own = find_class(session, "BT-1")
        item = planned_of(session, [own])[own.id].item
        return item.trade if item else ""


def is_shown_outside(office: Planning) -> bool:
    with office.database.reading() as session:
        own = find_class(session, "BT-1")
        return own.id in outside_plans(session, [own])


def test_a_class_is_of_the_item_that_fits_and_outside_where_none_does(office):
    assert not is_shown_outside(office)
    office.approved(WELDING)

    assert trade_of(office) == ""
    assert is_shown_outside(office)
    second = office.begin()
    office.write(second)
    office.move(second, PlanMove.SUBMIT)
    office.move(second, PlanMove.APPROVE)
    assert trade_of(office) == "电工"
    assert not is_shown_outside(office)


def test_what_the_district_chose_holds_through_an_amendment_until_it_chooses_again(office):
    plan = office.approved(ITEM, WELDING)
    welding = office.see(plan).items[1].line
    choose(office, welding)
    second = office.begin()
    office.move(second, PlanMove.SUBMIT)
    office.move(second, PlanMove.APPROVE)

    assert trade_of(office) == "焊工"
    choose(office, None)
    assert trade_of(office) == ""
    assert is_shown_outside(office)


def test_a_choice_of_an_item_that_was_taken_out_gives_way_to_what_fits(office):
    plan = office.approved(ITEM, WELDING)
    welding = office.see(plan).items[1].line
    choose(office, welding)
    second = office.begin()
    office.change(second, welding, None)
    office.move(second, PlanMove.SUBMIT)
    office.move(second, PlanMove.APPROVE)

    assert trade_of(office) == "电工"


@pytest.mark.parametrize("who", [CITY, OTHER_DISTRICT])
def test_only_the_classs_district_chooses(office, who):
    line = office.see(office.approved()).items[0].line

    with pytest.raises(NotFound):
        choose(office, line, who=who)


def test_a_choice_says_why_and_names_an_item_of_the_plan(office):
    line = office.see(office.approved()).items[0].line

    with pytest.raises(ReasonMissing):
        choose(office, line, reason="　")
    with pytest.raises(NotFound):
        choose(office, UUID(int=7))


def test_the_first_and_the_last_day_of_a_quarter_are_of_it(office):
    office.approved()
    with office.database.writing() as session:
        for number, day in (("BT-A", THIS_QUARTER.first), ("BT-B", THIS_QUARTER.last)):
            a_class(session, number, starts_on=day, lessons=False)
        a_class(session, "BT-C", starts_on=THIS_QUARTER.last + timedelta(days=1), lessons=False)

    with office.database.reading() as session:
        (own,) = use_of_quarter(session, find_staff(session, CITY), THIS_QUARTER, now=office.now).items
    assert own.filed.classes == 3
    assert own.over == ("班数超出计划", "课时超出计划")


def test_what_was_filed_and_taught_stands_beside_the_plan(office):
    office.approved()

    with office.database.reading() as session:
        use = use_of_quarter(session, find_staff(session, DISTRICT), THIS_QUARTER, now=at(MONDAY, "23:00"))
        nothing = use_of_quarter(session, find_staff(session, OTHER_DISTRICT), THIS_QUARTER, now=office.now)
    (own,) = use.items
    assert own.filed == Used(classes=1, people=2, halves=80, fen=0)
    assert (own.taught_halves, own.qualified) == (16, 0)
    assert use.outside == ()
    assert (nothing.items, nothing.outside) == ((), ())


def qualified(office: Planning) -> int:
    with office.database.reading() as session:
        (own,) = use_of_quarter(session, find_staff(session, CITY), THIS_QUARTER, now=office.now).items
        return own.qualified


def test_qualified_are_those_of_the_list_that_counts_while_the_class_is_qualified(office):
    office.approved()
    with office.database.writing() as session:
        own = find_class(session, "BT-1")
        first, second = session.scalars(select(Enrolment).order_by(Enrolment.id))
        a_list(session, own, {first: Result.QUALIFIED, second: Result.QUALIFIED}, 1)
        a_list(session, own, {first: Result.UNQUALIFIED, second: Result.UNQUALIFIED}, 2, counts=False)

    assert qualified(office) == 2
    with office.database.writing() as session:
        first, second = session.scalars(select(Enrolment).order_by(Enrolment.id))
        a_list(session, first.training_class, {first: Result.QUALIFIED, second: Result.UNQUALIFIED}, 3)
    assert qualified(office) == 1
    with office.database.writing() as session:
        last = session.scalars(select(ClassVerdict).order_by(ClassVerdict.id.desc()).limit(1)).one()
        last.verdict = Result.UNQUALIFIED
    assert qualified(office) == 0
