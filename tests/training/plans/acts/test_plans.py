"""R02, R03: written by the district, reviewed by the city; amendments keep the old."""

from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.training.builders import at_once, one_between
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.plans.planning import FELLOW, ITEM, THIS_QUARTER, Planning, planning
from training.deputies.acts.hand_link import hand_link
from training.deputies.rules.hands import SameHand
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.outbox.views.alerts_for import alerts_for
from training.plans.acts.begin_plan import PlanIsOpen
from training.plans.acts.change_item import ItemMoved
from training.plans.acts.move_plan import PlanMoved
from training.plans.acts.write_items import TooManyItems
from training.plans.rules.moves import NothingPlanned, NotInThisState, NotWritable
from training.plans.terms import PlanMove, PlanState
from training.plans.views.plans_in_force import plans_in_force
from training.plans.views.see_plans import seen_of_item
from training.records.plans import PlanItem, QuarterPlan
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.views.find_staff import find_staff
from training.staff.views.managed import About, mark_of_member


@pytest.fixture
def office(database) -> Planning:
    return planning(database)


def in_force(office: Planning) -> QuarterPlan | None:
    with office.database.reading() as session:
        where = find_staff(session, DISTRICT).district_id, THIS_QUARTER
        return plans_in_force(session, [where]).get(where)


def test_what_was_returned_is_mended_and_submitted_again_and_every_step_is_kept(office):
    plan = office.begin()
    office.write(plan)
    for move in (PlanMove.SUBMIT, PlanMove.RETURN, PlanMove.SUBMIT, PlanMove.TAKE_BACK, PlanMove.SUBMIT):
        office.move(plan, move)
    office.move(plan, PlanMove.APPROVE)

    own = office.see(plan)
    assert [(each.move, each.acted_by) for each in own.acts] == [
        (PlanMove.SUBMIT, DISTRICT),
        (PlanMove.RETURN, CITY),
        (PlanMove.SUBMIT, DISTRICT),
        (PlanMove.TAKE_BACK, DISTRICT),
        (PlanMove.SUBMIT, DISTRICT),
        (PlanMove.APPROVE, CITY),
    ]
    assert own.state is PlanState.APPROVED


def test_while_a_second_version_waits_the_first_is_in_force_and_then_it_is_amended(office):
    first = office.approved()
    line = office.see(first).items[0].line
    second = office.begin()
    office.change(second, line, replace(ITEM, people=90))
    office.move(second, PlanMove.SUBMIT)

    assert in_force(office).public_id == first
    office.move(second, PlanMove.APPROVE)

    assert in_force(office).public_id == second
    assert office.see(first).state is PlanState.AMENDED
    assert [(each.line, each.people) for each in office.see(first).items] == [(line, 60)]
    assert [(each.line, each.people) for each in office.see(second).items] == [(line, 90)]


@pytest.mark.parametrize("state", [PlanState.SUBMITTED, PlanState.APPROVED])
def test_what_the_city_has_is_not_changed(office, state):
    plan = office.begin()
    office.write(plan)
    office.move(plan, PlanMove.SUBMIT)
    if state is PlanState.APPROVED:
        office.move(plan, PlanMove.APPROVE)

    with pytest.raises(NotWritable):
        office.write(plan)
    with pytest.raises(NotWritable):
        office.change(plan, office.see(plan).items[0].line, None)
    assert len(office.see(plan).items) == 1


def test_a_quarter_has_one_open_version(office):
    plan = office.begin()

    with pytest.raises(PlanIsOpen):
        office.begin(who=FELLOW)
    office.move(plan, PlanMove.DROP)
    again = office.begin(who=FELLOW)

    assert office.see(again).version == 2


def test_of_two_who_begin_at_once_one_begins(office):
    said = one_between(office.database, QuarterPlan, office.begin, partial(office.begin, who=FELLOW))

    assert said.count(PlanIsOpen) == 1
    with office.database.reading() as session:
        assert session.scalars(select(QuarterPlan.version)).all() == [1]


def test_an_empty_plan_is_not_submitted(office):
    plan = office.begin()

    with pytest.raises(NothingPlanned):
        office.move(plan, PlanMove.SUBMIT)


@pytest.mark.parametrize(("move", "who"), [(PlanMove.APPROVE, DISTRICT), (PlanMove.APPROVE, AUDITOR)])
def test_only_the_city_reviews(office, move, who):
    plan = office.begin()
    office.write(plan)
    office.move(plan, PlanMove.SUBMIT)

    with pytest.raises(NotFound):
        office.move(plan, move, who=who)
    assert office.see(plan).state is PlanState.SUBMITTED


@pytest.mark.parametrize("who", [OTHER_DISTRICT, SCHOOL])
def test_another_district_and_a_school_find_no_plan(office, who):
    plan = office.begin()

    with pytest.raises(NotFound):
        office.see(plan, who=who)
    with pytest.raises(NotFound):
        office.write(plan, who=who)


def test_whoever_let_the_district_in_does_not_review_what_was_submitted_there(office):
    with office.database.writing() as session:
        member = find_staff(session, DISTRICT)
        about = About(find_staff(session, CITY), member.public_id, mark_of_member(member))
        hand_link(session, about, token="link", now=office.now)
    with office.database.writing() as session:
        enter_by_link(session, "link", session_token="session", now=office.now)
    plan = office.begin()
    office.write(plan)
    office.move(plan, PlanMove.SUBMIT)

    with pytest.raises(SameHand):
        office.move(plan, PlanMove.APPROVE)
    assert office.see(plan).state is PlanState.SUBMITTED


def test_a_return_says_why_and_nobody_decides_what_was_not_seen(office):
    plan = office.begin()
    office.write(plan)
    seen_before = "0-0-0"
    office.move(plan, PlanMove.SUBMIT)

    with pytest.raises(ReasonMissing):
        office.move(plan, PlanMove.RETURN, reason=" ")
    with pytest.raises(PlanMoved):
        office.move(plan, PlanMove.APPROVE, seen=seen_before)
    with pytest.raises(NotInThisState):
        office.move(plan, PlanMove.DROP)


def test_a_plan_holds_two_hundred_items_and_no_more(office):
    plan = office.begin()
    office.write(plan, *[ITEM] * 200)

    with pytest.raises(TooManyItems):
        office.write(plan)
    with office.database.reading() as session:
        assert session.query(PlanItem).count() == 200


def test_an_item_is_not_changed_over_what_somebody_else_made_of_it(office):
    plan = office.begin()
    office.write(plan, ITEM, replace(ITEM, trade="焊工"))
    first, second = office.see(plan).items
    shown = seen_of_item(first)
    office.change(plan, second.line, replace(ITEM, trade="钳工"))
    office.change(plan, first.line, replace(ITEM, people=90), seen=shown)

    with pytest.raises(ItemMoved):
        office.change(plan, first.line, replace(ITEM, people=30), seen=shown)
    with pytest.raises(ItemMoved):
        office.change(plan, first.line, None, seen=shown)
    assert [each.people for each in office.see(plan).items] == [90, 60]


def test_of_two_who_change_an_item_at_once_one_does(office):
    plan = office.begin()
    office.write(plan)
    (item,) = office.see(plan).items
    shown = seen_of_item(item)

    said = at_once(
        *(
            partial(office.change, plan, item.line, replace(ITEM, people=many), seen=shown)
            for many in (61, 62)
        )
    )

    assert sorted(map(str, said)) == sorted(map(str, [None, ItemMoved]))


def test_an_item_that_is_not_there_is_not_changed(office):
    plan = office.begin()

    with pytest.raises(NotFound):
        office.change(plan, uuid4(), None)


def test_the_city_hears_what_was_submitted_and_the_district_what_was_returned(office):
    plan = office.begin()
    office.write(plan)
    office.move(plan, PlanMove.SUBMIT)
    office.move(plan, PlanMove.RETURN)

    with office.database.reading() as session:
        told = {
            who: [each.text for each in session.scalars(alerts_for(find_staff(session, who)))]
            for who in (CITY, DISTRICT)
        }
    assert any("已提交，请市级审查" in each for each in told[CITY])
    assert any("被退回：依据不足" in each for each in told[DISTRICT])
