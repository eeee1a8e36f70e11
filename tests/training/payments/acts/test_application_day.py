"""R21, R22: what was applied for on paper before is entered with the day of its paper, and read as 补录."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.training.payments.paid import APPLIED, DISTRICT, ENDS_ON, PAID, WHOLE, a_judged_world
from training.eligibility.terms import LineAct
from training.notice.terms import Fund
from training.payments.acts.apply_for_funds import ApplicationDraft, apply_for_funds
from training.payments.rules.refusals import BadApplicationDay
from training.records.payments.payments import FinanceApplication
from training.records.subsidies.lines import LineEvent
from training.staff.views.find_staff import find_staff

LATE = date(2026, 9, 22)
TODAY = date(2026, 9, 23)


@pytest.fixture
def office(database):
    """The publicity ended on the 21st; it is the 23rd."""
    own = a_judged_world(database)
    own.grant()
    own.publicise()
    own.now = PAID
    return own


def apply(office, day: date | None) -> None:
    draft = ApplicationDraft(Fund.EMPLOYMENT, "申请 1 号", office.seen(), day)
    with office.database.writing() as session:
        made = apply_for_funds(session, find_staff(session, DISTRICT), office.meeting, draft, now=office.now)
        office.application = made.public_id


@pytest.mark.parametrize("day", [ENDS_ON, date(2026, 9, 24)])
def test_not_before_the_publicity_was_over_and_never_in_the_future(office, day):
    with pytest.raises(BadApplicationDay, match="公示到 2026-09-21 结束，次日起才能申请，也不能晚于今天"):
        apply(office, day)


@pytest.mark.parametrize(
    ("day", "stands", "said"),
    [
        (LATE, LATE, "申请 1 号（申请日期 2026-09-22，补录）"),
        (TODAY, TODAY, "申请 1 号"),
        (None, TODAY, "申请 1 号"),
    ],
)
def test_the_day_of_the_paper_is_kept_beside_the_moment_of_its_entry(office, day, stands, said):
    apply(office, day)

    with office.database.reading() as session:
        own = session.scalars(select(FinanceApplication)).one()
        reasons = session.scalars(select(LineEvent.reason).where(LineEvent.act == LineAct.APPLY)).all()
    assert (own.applied_on, own.made_at) == (stands, PAID)
    assert set(reasons) == {said}


def test_money_that_came_on_the_day_of_the_paper_is_entered_too(office):
    """Before, it was 申请 today and 拨付 no earlier."""
    apply(office, LATE)

    office.pay({"王芳": WHOLE}, paid_on=APPLIED.date())

    assert office.ledger() == [("拨付", -WHOLE, "PZ-1")]
