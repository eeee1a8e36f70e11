"""R67: whoever plans hears of it when the money of an item is used up, and again when it is exceeded."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import at
from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT
from tests.training.payments.spending import spending
from tests.training.plans.planning import ITEM, Planning, planning
from training.classes.views.find_class import find_class
from training.eligibility.terms import LineState
from training.notice.terms import Fund
from training.outbox.views.alerts_for import alerts_for
from training.payments.acts.alert_full_budgets import alert_full_budgets
from training.records.subsidies.lines import SubsidyLine
from training.staff.views.find_staff import find_staff

BUDGET = 100_000
MORNING = at(date(2026, 3, 3), "08:05")


@pytest.fixture
def office(database) -> Planning:
    own = planning(database)
    own.approved(replace(ITEM, amount_fen=BUDGET))
    with database.writing() as session:
        money = spending(session, find_staff(session, DISTRICT), "BT-1")
        money.line(LineState.GRANTED, Fund.EMPLOYMENT, BUDGET - 1)
    return own


def more(office: Planning, fen: int) -> None:
    with office.database.writing() as session:
        own = session.query(SubsidyLine).one()
        own.granted_fen = (own.granted_fen or 0) + fen


def morning(office: Planning, now=MORNING) -> int:
    with office.database.writing() as session:
        return alert_full_budgets(session, now=now)


def told(office: Planning, who: str) -> list[str]:
    with office.database.reading() as session:
        found = session.scalars(alerts_for(find_staff(session, who)))
        return [each.text for each in found if each.kind == "funds_used"]


def test_nothing_is_told_with_a_fen_left_then_each_stage_once(office):
    assert morning(office) == 0
    more(office, 1)
    assert (morning(office), morning(office)) == (1, 0)
    more(office, 1)
    assert (morning(office), morning(office)) == (1, 0)

    own = "昆都仑区2026 年第一季度计划第 1 项电工已用"
    full = f"{own} 1,000.00 元，刚好用完计划的 1,000.00 元，再上会就会超出。"
    over = f"{own} 1,000.01 元，超出计划的 1,000.00 元，请修订计划或停止再上会。"
    assert set(told(office, DISTRICT)) == set(told(office, CITY)) == {full, over}
    assert told(office, OTHER_DISTRICT) == []


@pytest.mark.parametrize(("day", "count"), [(date(2027, 12, 31), 1), (date(2028, 1, 1), 0)])
def test_a_quarter_is_looked_at_for_two_years(office, day, count):
    more(office, 2)
    assert morning(office, at(day, "08:05")) == count


def test_classes_of_no_item_alarm_nobody_every_morning(office):
    more(office, 2)
    with office.database.writing() as session:
        find_class(session, "BT-1").trade = "焊工"
    assert morning(office) == 0
