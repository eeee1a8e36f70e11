"""R67: planned, promised and paid beside each other, item by item and fund by fund."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.payments.spending import spending
from tests.training.plans.planning import ITEM, THIS_QUARTER, Planning, planning
from training.claims.terms import ClaimState
from training.database import Database
from training.eligibility.terms import LineState
from training.ledgers.rules.budgets import Level, Spending
from training.notice.terms import Fund
from training.payments.views.use_of_funds import FundUse, use_of_funds
from training.plans.views.use_of_plans import use_of_quarter
from training.records.claims.claims import C1Claim, ClaimPayment
from training.staff.views.find_staff import find_staff

EMPLOYMENT, SPECIAL = Fund.EMPLOYMENT, Fund.SPECIAL
BUDGET = 100_000


@pytest.fixture
def office(database) -> Planning:
    own = planning(database)
    own.approved(replace(ITEM, amount_fen=BUDGET))
    return own


def use(database: Database, who: str = CITY) -> list[FundUse]:
    with database.reading() as session:
        return use_of_funds(session, find_staff(session, who), THIS_QUARTER)


def test_an_item_of_which_nothing_was_promised_is_there_with_its_budget(office):
    (own,) = use(office.database)

    assert (own.district.name, own.budget, own.spent, own.classes) == ("昆都仑区", BUDGET, Spending(), ())
    assert own.level is Level.WITHIN


@pytest.mark.parametrize(
    ("state", "committed"),
    [
        (LineState.ELIGIBLE, 0),
        (LineState.GRANTED, 7),
        (LineState.PUBLIC, 7),
        (LineState.APPLIED, 7),
        (LineState.PAID, 7),
        (LineState.RECOVERED, 0),
        (LineState.LAPSED, 0),
    ],
)
def test_money_is_promised_from_the_meeting_on_until_it_lapses_or_is_recovered(office, state, committed):
    with office.database.writing() as session:
        spending(session, find_staff(session, DISTRICT), "BT-1").line(state, EMPLOYMENT, 7)

    (own,) = use(office.database)
    assert own.spent == Spending(committed, 0)


@pytest.mark.parametrize(
    ("fen", "level"), [(BUDGET - 1, Level.WITHIN), (BUDGET, Level.FULL), (BUDGET + 1, Level.OVER)]
)
def test_an_item_is_over_with_one_fen_more_than_planned(office, fen, level):
    with office.database.writing() as session:
        money = spending(session, find_staff(session, DISTRICT), "BT-1")
        money.line(LineState.GRANTED, EMPLOYMENT, fen - 1)
        money.line(LineState.GRANTED, EMPLOYMENT, 1)

    (own,) = use(office.database)
    assert own.level is level


def test_paid_is_what_was_paid_and_did_not_come_back(office):
    with office.database.writing() as session:
        money = spending(session, find_staff(session, DISTRICT), "BT-1")
        paid = money.pay([money.line(LineState.PAID, EMPLOYMENT, fen) for fen in (50, 30)])
        money.demand(paid.lines[0], 20)
        money.receive(money.demand(paid.lines[1], 5))

    (own,) = use(office.database)
    assert own.by_fund == {EMPLOYMENT: Spending(80, 75)}


def test_the_plan_says_the_same_of_what_was_paid_whatever_the_scheme(office):
    with office.database.writing() as session:
        money = spending(session, find_staff(session, DISTRICT), "BT-1")
        paid = money.pay([money.line(LineState.PAID, EMPLOYMENT, fen) for fen in (BUDGET, 30)])
        money.pay([money.line(LineState.PAID, SPECIAL, 7)])
        money.reverse(money.pay([money.line(LineState.PAID, SPECIAL, 9)]).entry)
        money.receive(money.demand(paid.lines[0], 36))

    assert paid_by_plan(office) == (BUDGET + 1, ("金额超出计划",))
    (own,) = use(office.database)
    assert own.spent.paid == BUDGET + 1


def paid_by_plan(office: Planning) -> tuple[int, tuple[str, ...]]:
    with office.database.reading() as session:
        told = use_of_quarter(session, find_staff(session, CITY), THIS_QUARTER, now=office.now)
    (own,) = told.items
    return own.paid_fen, tuple(each for each in own.over if each.startswith("金额"))


def test_what_a_reversal_took_out_of_the_ledger_is_not_paid_and_not_back(office):
    with office.database.writing() as session:
        money = spending(session, find_staff(session, DISTRICT), "BT-1")
        stays = money.pay([money.line(LineState.PAID, EMPLOYMENT, 50)])
        gone = money.pay([money.line(LineState.PAID, EMPLOYMENT, 30)])
        money.receive(money.demand(gone.lines[0], 3))
        money.reverse(gone.entry)
        wrong = money.receive(money.demand(stays.lines[0], 4))
        money.reverse(wrong.entry)

    (own,) = use(office.database)
    assert own.by_fund == {EMPLOYMENT: Spending(80, 50)}


def test_two_funds_of_one_item_stand_apart_and_the_one_that_was_not_planned_is_told(office):
    with office.database.writing() as session:
        money = spending(session, find_staff(session, DISTRICT), "BT-1")
        money.line(LineState.GRANTED, EMPLOYMENT, 60_000)
        money.pay([money.line(LineState.PAID, SPECIAL, 40_001)])

    (own,) = use(office.database)
    assert own.by_fund == {EMPLOYMENT: Spending(60_000, 0), SPECIAL: Spending(40_001, 40_001)}
    assert own.other_funds == (SPECIAL,)
    assert own.level is Level.OVER


def test_a_class_of_no_item_stands_in_a_row_of_its_own(office):
    with office.database.writing() as session:
        money = spending(session, find_staff(session, DISTRICT), "BT-9", trade="焊工")
        money.line(LineState.GRANTED, EMPLOYMENT, 1)

    planned, outside = use(office.database)
    assert planned.spent == Spending()
    assert (outside.item, outside.budget, outside.spent) == (None, 0, Spending(1, 0))
    assert [each.class_number for each in outside.classes] == ["BT-9"]
    assert outside.level is Level.OVER


def test_what_was_paid_for_a_claim_counts_under_no_fund(office):
    with office.database.writing() as session:
        staff = find_staff(session, DISTRICT)
        money = spending(session, staff, "BT-1")
        line = money.line(LineState.LAPSED, EMPLOYMENT, 9)
        claim = a_claim(line.enrolment_id, money.own.district_id, office.now)
        session.add(claim)
        session.flush()
        paid = {"amount_fen": 11, "paid_on": money.own.starts_on, "voucher": "1"}
        session.add(ClaimPayment(claim_id=claim.id, **paid, recorded_by=DISTRICT, recorded_at=office.now))

    (own,) = use(office.database)
    assert own.by_fund == {None: Spending(11, 11)}
    assert own.other_funds == ()


def test_classes_of_another_quarter_are_of_that_quarter(office):
    with office.database.writing() as session:
        money = spending(session, find_staff(session, DISTRICT), "BT-1")
        money.line(LineState.GRANTED, EMPLOYMENT, 1)
        money.own.starts_on = THIS_QUARTER.following.first
        money.own.ends_on = THIS_QUARTER.following.last

    (own,) = use(office.database)
    assert own.classes == ()


def a_claim(enrolment_id: int, district_id: int, now: datetime) -> C1Claim:
    place = {"enrolment_id": enrolment_id, "district_id": district_id}
    return C1Claim(**place, live_enrolment_id=enrolment_id, state=ClaimState.PAID, since=now)


@pytest.mark.parametrize(
    ("who", "items"), [(CITY, 1), (DISTRICT, 1), (AUDITOR, 1), (OTHER_DISTRICT, 0), (SCHOOL, 0)]
)
def test_who_sees_the_ledgers_sees_the_use_of_their_money(office, who, items):
    assert len(use(office.database, who)) == items
