"""A payment that was recorded wrongly is undone by two, and its money is due again (R22, R66)."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import at
from tests.training.payments.acts.test_money_at_once import at_once
from tests.training.payments.paid import (
    CITY,
    DISTRICT,
    ELSEWHERE,
    PAID,
    SECOND,
    WHOLE,
    Office,
    Priced,
    a_judged_world,
    an_applied_world,
    to_applied,
)
from training.claims.terms import Payee
from training.database import Database
from training.deputies.rules.hands import SameHand
from training.eligibility.rules.line_acts import LineStandsElsewhere
from training.eligibility.terms import LineState
from training.errors import NotFound
from training.ledgers.acts.reverse_entry import UndoneElsewhere, reverse_entry
from training.ledgers.acts.write_reversal import Reversal, write_reversal
from training.notice.notes import ReasonMissing
from training.payments.rules.refusals import NumberTaken, OnlyTheDistrictPays, PaymentReversed
from training.payments.rules.undoing import AlreadyUndone, DemandedBack, NothingToDecide, UndoingSeenOtherwise
from training.payments.views.see_meeting import see_meeting
from training.records.ledgers.entries import LedgerEntry
from training.records.outbox.alerts import Alert
from training.records.payments.payments import Payment, PaymentLine
from training.staff.views.find_staff import find_staff

ONE = {"王芳": WHOLE}
BOTH = {"王芳": WHOLE, "李丽": WHOLE}
APPLIED_FOR, PAID_OUT = LineState.APPLIED, LineState.PAID


@pytest.fixture
def office(database: Database) -> Office:
    return an_applied_world(database)


def reversal(office: Office, voucher: str) -> None:
    """As the ledger itself did before there was 撤销登记."""
    with office.database.writing() as session:
        entry = session.scalars(select(LedgerEntry).where(LedgerEntry.voucher == voucher)).one()
        said = Reversal(PAID.date(), "CZ-1", "登记错了人")
        write_reversal(session, entry, said, find_staff(session, DISTRICT), now=PAID)


def test_what_was_paid_to_the_wrong_person_is_paid_to_the_right_one_by_the_same_voucher(
    office: Office,
) -> None:
    wrong = office.pay(ONE)

    office.undo(wrong)
    office.pay({"李丽": WHOLE})

    assert office.states() == {"王芳": APPLIED_FOR, "李丽": PAID_OUT}
    assert office.ledger() == [("拨付", -WHOLE, "PZ-1"), ("冲正", WHOLE, "PZ-1"), ("拨付", -WHOLE, "PZ-1")]
    assert office.acts("王芳")[-3:] == ["申请拨付", "拨付", "撤销登记"]


def test_a_wrong_amount_or_number_is_mended_for_the_same_person(office: Office) -> None:
    office.undo(office.pay({"王芳": WHOLE - 100}, "PZ-11", reason="财政核减"))
    office.pay(ONE, "PZ-1")
    office.pay({"李丽": WHOLE}, "PZ-11")

    assert set(office.states().values()) == {PAID_OUT}
    assert sum(fen for _, fen, _ in office.ledger()) == -2 * WHOLE


def test_the_payment_that_was_undone_stays_readable_with_who_asked_and_who_agreed(office: Office) -> None:
    wrong = office.pay(ONE)
    office.undo(wrong)

    with office.database.reading() as session:
        view = see_meeting(session, find_staff(session, DISTRICT), office.meeting, now=office.now)
    (shown,) = view.applications[0].payments
    assert (shown.voucher, shown.amount_fen, shown.people, shown.is_undone) == ("PZ-1", WHOLE, 1, True)
    (asked,) = shown.undoings
    assert (asked.asked_by, asked.decided_by, asked.reason) == (SECOND, DISTRICT, "登记错了人")
    assert view.paid_fen == 0


def test_nothing_moves_before_another_person_agrees(office: Office) -> None:
    wrong = office.pay(ONE)
    office.ask_undoing(wrong)

    with pytest.raises(SameHand):
        office.decide_undoing(wrong, SECOND)
    with pytest.raises(LineStandsElsewhere, match="已拨付"):
        office.pay(ONE, "PZ-2")
    with pytest.raises(NumberTaken):
        office.pay({"李丽": WHOLE}, "PZ-1")

    assert office.states()["王芳"] is PAID_OUT
    assert office.ledger() == [("拨付", -WHOLE, "PZ-1")]


def test_who_does_not_agree_says_why_and_it_may_be_asked_again(office: Office) -> None:
    wrong = office.pay(ONE)
    office.ask_undoing(wrong)

    with pytest.raises(AlreadyUndone, match="正在等另一位同事同意"):
        office.ask_undoing(wrong)
    with pytest.raises(ReasonMissing):
        office.decide_undoing(wrong, agrees=False, note=" ")
    office.decide_undoing(wrong, agrees=False, note="凭证上就是王芳")
    with pytest.raises(NothingToDecide):
        office.decide_undoing(wrong)
    assert office.states()["王芳"] is PAID_OUT

    office.undo(wrong)
    assert office.states()["王芳"] is APPLIED_FOR


def test_asking_takes_a_reason_and_the_own_district(office: Office) -> None:
    wrong = office.pay(ONE)

    with pytest.raises(ReasonMissing):
        office.ask_undoing(wrong, " ")
    with pytest.raises(OnlyTheDistrictPays):
        office.ask_undoing(wrong, who=CITY)
    with pytest.raises(NotFound):
        office.ask_undoing(wrong, who=ELSEWHERE)
    office.ask_undoing(wrong)
    with pytest.raises(OnlyTheDistrictPays):
        office.decide_undoing(wrong, CITY)


def test_a_payment_is_undone_once(office: Office) -> None:
    wrong = office.pay(ONE)
    office.undo(wrong)

    with pytest.raises(AlreadyUndone, match="已经撤销登记"):
        office.ask_undoing(wrong)


def test_what_was_demanded_back_was_paid_and_is_not_undone_before_the_demand_is_taken_back(
    office: Office,
) -> None:
    paid = office.pay(BOTH)
    office.ask_undoing(paid)
    demanded = office.demand("王芳", 1)

    with pytest.raises(DemandedBack, match="王芳的这笔拨付已经要求追回"):
        office.decide_undoing(paid)
    office.withdraw_demand("王芳", demanded)
    office.decide_undoing(paid)

    assert set(office.states().values()) == {APPLIED_FOR}


def test_what_came_back_is_first_undone_itself(office: Office) -> None:
    paid = office.pay(ONE)
    demanded = office.demand("王芳", WHOLE)
    office.receive("王芳", demanded, amount=WHOLE - 1)
    office.withdraw_demand("王芳", demanded)

    with pytest.raises(DemandedBack):
        office.ask_undoing(paid)
    office.undo_receipt("王芳", demanded)
    office.undo(paid)

    assert sum(fen for _, fen, _ in office.ledger()) == 0


def test_a_payment_that_was_undone_keeps_its_application_from_nothing(office: Office) -> None:
    office.undo(office.pay(ONE))

    office.take_back()

    assert set(office.states().values()) == {LineState.PUBLIC}


def test_the_ledger_alone_is_not_reversed_but_leads_to_the_payment(office: Office) -> None:
    office.pay(ONE)
    demanded = office.demand("王芳", 1)
    office.receive("王芳", demanded)

    for voucher, way in (("PZ-1", "在这笔拨付里“撤销登记”"), ("HD-1", "在这笔到账里“撤销到账”")):
        with office.database.writing() as session:
            entry = session.scalars(select(LedgerEntry).where(LedgerEntry.voucher == voucher)).one()
            said = Reversal(PAID.date(), "CZ-1", "登记错了人")
            with pytest.raises(UndoneElsewhere, match=way):
                reverse_entry(session, find_staff(session, DISTRICT), entry.public_id, said, now=PAID)

    assert office.ledger() == [("拨付", -WHOLE, "PZ-1"), ("追回", 1, "HD-1")]


def test_what_the_ledger_had_reversed_before_there_was_this_way_is_undone_without_a_second_reversal(
    office: Office,
) -> None:
    wrong = office.pay(ONE)
    reversal(office, "PZ-1")

    with pytest.raises(PaymentReversed, match="在这笔拨付里“撤销登记”"):
        office.demand("王芳", 1)
    office.undo(wrong)
    office.pay(ONE)

    assert [fen for _, fen, _ in office.ledger()] == [-WHOLE, WHOLE, -WHOLE]


def test_a_payment_of_a_closed_year_is_undone_in_the_open_one(database: Database) -> None:
    office = an_applied_world(database)
    wrong = office.pay(ONE)
    office.now = at(date(2027, 2, 1), "09:00")

    office.undo(wrong)

    with database.reading() as session:
        back = session.scalars(select(LedgerEntry).where(LedgerEntry.amount_fen > 0)).one()
        assert (back.on_day, back.year) == (date(2027, 2, 1), 2027)
        assert "王芳" not in back.summary + back.counterpart


def test_two_who_agree_at_once_reverse_once(office: Office) -> None:
    wrong = office.pay(ONE)
    office.ask_undoing(wrong)

    assert at_once(lambda _: office.decide_undoing(wrong)) == [False, True]

    assert [fen for _, fen, _ in office.ledger()] == [-WHOLE, WHOLE]


def test_an_undoing_and_a_demand_at_once_are_one_of_them(office: Office) -> None:
    wrong = office.pay(ONE)
    office.ask_undoing(wrong)

    def press(place: int) -> None:
        if place:
            office.demand("王芳", 1)
        else:
            office.decide_undoing(wrong)

    assert at_once(press) == [False, True]


def test_no_line_has_two_payments_that_count(database: Database) -> None:
    """Whatever the acts do: the database itself refuses it."""
    office = to_applied(a_judged_world(database, ("BT-1", ("王芳",), Priced(payee=Payee.TRAINEE))))
    office.undo(office.pay(ONE))
    office.pay(ONE)

    with database.reading() as session:
        parts = session.scalars(select(PaymentLine).order_by(PaymentLine.id)).all()
        assert [each.live_line_id for each in parts] == [None, parts[0].line_id]
        assert [each.live_voucher for each in session.scalars(select(Payment).order_by(Payment.id))] == [
            None,
            "PZ-1",
        ]


def test_whoever_agrees_agrees_to_what_the_page_showed(office: Office) -> None:
    paid = office.pay(ONE)
    office.ask_undoing(paid, "登记错了人")
    shown = office.seen_of_undoing(paid)
    office.decide_undoing(paid, agrees=False, note="凭证上就是王芳")
    office.ask_undoing(paid, "别的理由")

    with pytest.raises(UndoingSeenOtherwise):
        office.decide_undoing(paid, seen=shown)
    assert office.states()["王芳"] is PAID_OUT


def test_the_district_hears_that_an_undoing_waits_each_time_anew(office: Office) -> None:
    paid = office.pay(ONE)
    office.ask_undoing(paid)
    office.decide_undoing(paid, agrees=False)
    office.ask_undoing(paid)

    with office.database.reading() as session:
        told = session.scalars(select(Alert).where(Alert.kind == "subsidy_undoing")).all()
    assert len(told) == 2
    assert "凭证 PZ-1 的拨付 1,200.00 元，乌兰 申请撤销登记" in told[0].text
    assert "王芳" not in told[0].text
