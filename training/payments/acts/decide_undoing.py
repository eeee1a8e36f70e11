from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct
from training.ledgers.acts.write_reversal import Reversal, write_reversal
from training.ledgers.views.hold_ledger import hold_ledger
from training.ledgers.views.reversed_entries import reversed_entries
from training.notice.clock import shanghai_day
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission
from training.payments.rules.undoing import NothingToDecide, UndoingSeenOtherwise
from training.payments.views.check_undoable import check_undoable
from training.payments.views.find_meeting import hold_meeting, hold_with_class
from training.payments.views.find_payment import find_payment, seen_of_undoing, undoings_of
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.payments import Payment
from training.records.payments.undoings import UndoingDecision
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Answer:
    """What the other person says to it; no takes a reason."""

    is_agreed: bool
    note: str
    seen: str
    """Which 申请撤销 of the payment the page showed (`seen_of_undoing`)."""

    @property
    def read_note(self) -> str:
        return read_note(self.note) if self.is_agreed else read_reason(self.note, "不同意撤销")


def decide_undoing(
    session: Session, staff: Staff, place: tuple[UUID, UUID], answer: Answer, *, now: datetime
) -> UndoingDecision:
    """同意撤销: the ledger has its reversal, its people are 已申请 again and its number is free; or it stays.

    `place`: the meeting, and the payment. The payment itself stays readable.
    Raises NotFound, OnlyTheDistrictPays, NothingToDecide, SameHand, UndoingSeenOtherwise, ReasonMissing,
    TextTooLong, AlreadyUndone, DemandedBack or LineStandsElsewhere.
    """
    meeting = hold_meeting(session, staff, place[0], Permission.RECORD_PAYMENTS)
    payment = find_payment(session, meeting, place[1])
    undoing = next((each for each in undoings_of(session, payment) if each.decision is None), None)
    if undoing is None:
        raise NothingToDecide
    first = Signature(undoing.asked_by_id, undoing.asked_at)
    check_other_hand(session, first, staff, now=now)
    if answer.seen != seen_of_undoing(undoing):
        raise UndoingSeenOtherwise
    by = {"decided_by_id": staff.id, "decided_by": staff.name, "decided_at": now}
    said = {"is_agreed": answer.is_agreed, "note": answer.read_note, **by}
    made = UndoingDecision(undoing_id=undoing.id, **said)
    if answer.is_agreed:
        check_undoable(session, payment)
        made.entry_id = _reverse(session, staff, payment, first, now).id
        _give_back(session, payment, Deed(LineAct.UNDO, staff, now, undoing.reason))
    session.add(made)
    session.flush()
    return made


def _reverse(
    session: Session, staff: Staff, payment: Payment, first: Signature, now: datetime
) -> LedgerEntry:
    """Its 冲正; one that stands in the ledger from before there was this way is taken for it."""
    hold_ledger(session)
    if before := reversed_entries(session, [payment.entry_id]).get(payment.entry_id):
        return before
    # No person is named in a ledger: why is told with the payment.
    said = Reversal(shanghai_day(now), payment.voucher, f"撤销登记，凭证 {payment.voucher}", first)
    return write_reversal(session, payment.entry, said, staff, now=now)


def _give_back(session: Session, payment: Payment, deed: Deed) -> None:
    lines = hold_with_class(session, [each.line_id for each in payment.lines])
    act_on_lines(session, lines, deed)
    payment.live_voucher = None
    for each in payment.lines:
        each.live_line_id = None
