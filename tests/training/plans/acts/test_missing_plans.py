"""R02: a quarter without an approved plan waits for its district, and the city hears of it."""

from datetime import date

import pytest

from tests.factories import at
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.plans.planning import NINE, THIS_QUARTER, Planning, a_plan, planning
from training.classes.acts.add_rule_set import add_rule_set
from training.classes.views.find_class import find_district
from training.outbox.views.alerts_for import alerts_for
from training.plans.acts.alert_missing_plans import alert_missing_plans
from training.plans.terms import PlanMove, PlanState
from training.staff.views.find_staff import find_staff
from training.worklist.rules.worklist import Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.see_worklist import see_worklist

NEXT = THIS_QUARTER.following
EARLY, DUE, BEGUN = (at(date(2026, month, day), "08:05") for month, day in ((3, 16), (3, 17), (4, 1)))


@pytest.fixture
def office(database) -> Planning:
    """The district has planned this quarter and not yet the next one."""
    own = planning(database)
    with database.writing() as session:
        a_plan(session, find_staff(session, DISTRICT), THIS_QUARTER, PlanState.APPROVED)
    return own


def waits(office: Planning, now, who: str = DISTRICT) -> list[Work]:
    with office.database.reading() as session:
        found = see_worklist(session, find_staff(session, who), WorkKind.TO_PLAN, most=9, now=now)
        return list(found.lines)


def told(office: Planning, now, who: str = DISTRICT) -> list[str]:
    """Of the district's own, after the morning's job."""
    with office.database.writing() as session:
        alert_missing_plans(session, now=now)
    with office.database.reading() as session:
        found = session.scalars(alerts_for(find_staff(session, who)))
        texts = [each.text for each in found if each.kind == "plan_missing"]
        return [each for each in texts if each.startswith("昆都仑区")]


def test_it_waits_from_fifteen_days_before_until_the_quarter_is_planned(office):
    assert waits(office, EARLY) == []

    (line,) = waits(office, DUE)
    assert (line.place, line.subject, line.mark.due_on) == (WorkPlace.QUARTER, 20262, date(2026, 3, 31))
    assert [waits(office, DUE, who) for who in (CITY, SCHOOL, AUDITOR)] == [[], [], []]
    plan = office.begin(quarter=NEXT)
    (line,) = waits(office, BEGUN)
    assert (line.place, line.subject, line.verb) == (WorkPlace.PLAN, plan, "去写完")
    office.write(plan)
    office.move(plan, PlanMove.SUBMIT)
    assert waits(office, BEGUN) == []


def test_the_district_and_the_city_hear_of_it_once_before_and_once_after_it_begins(office):
    assert told(office, EARLY) == []

    (once,) = told(office, DUE)
    assert once == "昆都仑区还没有通过的2026 年第二季度计划（还没有写），季度还有 15 天开始。"
    assert told(office, DUE, CITY) == [once]
    assert len(told(office, BEGUN)) == len(told(office, BEGUN, CITY)) == 2
    assert told(office, BEGUN, OTHER_DISTRICT) == []


def test_a_district_in_which_nobody_works_is_not_told_of(office):
    """Somebody works in two of the ten: one lacks the next quarter, the other both."""
    with office.database.writing() as session:
        assert alert_missing_plans(session, now=DUE) == 3
        assert alert_missing_plans(session, now=DUE) == 0


def test_one_that_waits_for_the_city_is_told_as_such_and_an_approved_one_no_more(office):
    plan = office.begin(quarter=NEXT)
    office.write(plan)
    office.move(plan, PlanMove.SUBMIT)

    assert "（待审查）" in told(office, DUE, CITY)[0]
    office.move(plan, PlanMove.APPROVE)
    assert len(told(office, BEGUN)) == 1


def test_a_district_may_ask_earlier_of_itself(office):
    with office.database.writing() as session:
        own = find_district(session, "昆都仑区")
        numbers = {"effective_from": "2026-03-01", "plan_due_days": 16}
        add_rule_set(session, own, numbers, made_by=CITY, now=NINE)

    assert len(waits(office, EARLY)) == 1
