"""Money comes back in parts, a demand is taken back, a receipt was none: each by another hand (R22)."""

import pytest
from sqlalchemy import select

from tests.training.payments.acts.test_money_at_once import at_once
from tests.training.payments.paid import DISTRICT, SECOND, WHOLE, Office, an_applied_world
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.eligibility.terms import LineState
from training.errors import NotFound
from training.notice.notes import ReasonMissing
from training.payments.rules.refusals import RecoveredTooMuch
from training.payments.rules.undoing import DemandEnded, ReceiptUndone, ReceivedTooMuch
from training.payments.views.see_line import LineView, see_line
from training.records.outbox.alerts import Alert
from training.staff.views.find_staff import find_staff

PAID, RECOVERED = LineState.PAID, LineState.RECOVERED


@pytest.fixture
def office(database: Database) -> Office:
    own = an_applied_world(database)
    own.pay({"王芳": WHOLE, "李丽": WHOLE})
    return own


def seen(office: Office) -> LineView:
    with office.database.reading() as session:
        return see_line(session, find_staff(session, DISTRICT), office.lines()["王芳"], now=office.now)


def test_in_parts_it_stays_paid_until_the_last_fen_came(office: Office) -> None:
    demanded = office.demand("王芳", WHOLE)

    office.receive("王芳", demanded, "HD-1", amount=1)
    office.receive("王芳", demanded, "HD-2", amount=WHOLE - 2)
    assert office.states()["王芳"] is PAID
    assert seen(office).line.returned_fen == WHOLE - 1
    assert seen(office).recoveries[0].left_fen == 1
    with pytest.raises(ReceivedTooMuch):
        office.receive("王芳", demanded, "HD-3", amount=2)
    office.receive("王芳", demanded, "HD-3", amount=1)

    assert office.states()["王芳"] is RECOVERED
    assert office.ledger()[1:] == [("追回", 1, "HD-1"), ("追回", WHOLE - 2, "HD-2"), ("追回", 1, "HD-3")]
    with pytest.raises(DemandEnded):
        office.receive("王芳", demanded, "HD-4", amount=1)


def test_without_an_amount_all_that_is_still_to_come_came(office: Office) -> None:
    demanded = office.demand("王芳", WHOLE)
    office.receive("王芳", demanded, amount=100)

    office.receive("王芳", demanded, "HD-2")

    assert office.states()["王芳"] is RECOVERED


def test_a_demand_is_taken_back_by_another_hand_with_a_reason_and_the_school_hears(office: Office) -> None:
    demanded = office.demand("王芳", WHOLE)

    with pytest.raises(SameHand):
        office.withdraw_demand("王芳", demanded, DISTRICT)
    with pytest.raises(ReasonMissing):
        office.withdraw_demand("王芳", demanded, reason=" ")
    office.withdraw_demand("王芳", demanded)

    assert seen(office).line.demanded_fen == 0
    with pytest.raises(DemandEnded, match="已经撤销"):
        office.withdraw_demand("王芳", demanded)
    with pytest.raises(DemandEnded, match="已经撤销"):
        office.receive("王芳", demanded)
    with office.database.reading() as session:
        texts = session.scalars(select(Alert.text).where(Alert.kind == "recovery_demanded")).all()
    assert any("1,200.00 元不用退回了" in each for each in texts)


def test_of_a_demand_that_came_in_part_the_rest_is_taken_back_and_may_be_demanded_anew(
    office: Office,
) -> None:
    demanded = office.demand("王芳", WHOLE)
    office.receive("王芳", demanded, amount=100)
    office.withdraw_demand("王芳", demanded)

    assert seen(office).left_fen == WHOLE - 100
    with pytest.raises(RecoveredTooMuch):
        office.demand("王芳", WHOLE - 99)
    again = office.demand("王芳", WHOLE - 100)
    office.receive("王芳", again, "HD-2")

    assert office.states()["王芳"] is RECOVERED
    assert [fen for kind, fen, _ in office.ledger() if kind == "追回"] == [100, WHOLE - 100]


def test_what_came_whole_is_not_taken_back(office: Office) -> None:
    demanded = office.demand("王芳", 100)
    office.receive("王芳", demanded)

    with pytest.raises(DemandEnded, match="已经全部到账"):
        office.withdraw_demand("王芳", demanded)


def test_a_receipt_that_was_none_is_undone_by_another_hand_and_the_line_is_paid_again(office: Office) -> None:
    demanded = office.demand("王芳", WHOLE)
    number = office.receive("王芳", demanded)

    with pytest.raises(SameHand):
        office.undo_receipt("王芳", demanded, number, SECOND)
    with pytest.raises(ReasonMissing):
        office.undo_receipt("王芳", demanded, number, reason="")
    with pytest.raises(NotFound):
        office.undo_receipt("王芳", demanded, 2**31)
    office.undo_receipt("王芳", demanded, number)
    with pytest.raises(ReceiptUndone):
        office.undo_receipt("王芳", demanded, number)

    assert office.states()["王芳"] is PAID
    assert office.ledger()[-2:] == [("追回", WHOLE, "HD-1"), ("冲正", -WHOLE, "HD-1")]
    assert office.acts("王芳")[-3:] == ["拨付", "追回", "撤销到账"]
    office.receive("王芳", demanded, "HD-2")
    assert office.states()["王芳"] is RECOVERED


def test_one_of_two_parts_that_was_none_does_not_count(office: Office) -> None:
    demanded = office.demand("王芳", WHOLE)
    office.receive("王芳", demanded, amount=100)
    office.receive("王芳", demanded, "HD-2", amount=200)

    office.undo_receipt("王芳", demanded, 1)

    assert seen(office).line.returned_fen == 200
    assert [each.is_undone for each in seen(office).recoveries[0].receipts] == [True, False]


def test_two_receipts_of_the_whole_at_once_are_one(office: Office) -> None:
    demanded = office.demand("王芳", WHOLE)

    def press(place: int) -> None:
        office.receive("王芳", demanded, f"HD-{place}", amount=WHOLE)

    assert at_once(press) == [False, True]
