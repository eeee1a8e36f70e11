from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.terms import Payee
from training.deputies.views.hands import Signature, check_other_hand
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.rules.entries import Booked
from training.ledgers.terms import EntryKind
from training.ledgers.views.hold_ledger import book
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.payments.rules.numbers import read_voucher
from training.payments.rules.paying import check_received_on
from training.payments.rules.undoing import Demand, check_receipt
from training.payments.views.check_not_reversed import check_not_reversed
from training.payments.views.find_meeting import hold_found_line
from training.payments.views.recoveries.demands_of import demands_of
from training.payments.views.recoveries.find_recovery import find_recovery
from training.records.payments.payments import Payment, PaymentLine, Recovery, RecoveryReceipt
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


@dataclass(frozen=True)
class ReceiptDraft:
    """到账: when the money was on the account, by which paper of the bank, and how much."""

    received_on: date
    voucher: str
    amount_fen: int | None = None
    """None: all that is still to come."""


def record_receipt(
    session: Session, staff: Staff, place: tuple[UUID, UUID], draft: ReceiptDraft, *, now: datetime
) -> RecoveryReceipt:
    """What was demanded came back, or a part; once everything that was paid is back, the line is 已追回.

    `place`: the line, and the demand.
    Raises NotFound, OnlyTheDistrictPays, NumberMissing, BadReceipt, DemandEnded, ReceivedTooMuch,
    SameHand or PaymentReversed.
    """
    line = hold_found_line(session, staff, place[0], Permission.RECORD_PAYMENTS)
    recovery, demand = find_recovery(session, line, place[1])
    check_other_hand(session, Signature(recovery.demanded_by_id, recovery.demanded_at), staff, now=now)
    payment = recovery.payment_line.payment
    check_not_reversed(session, payment)
    said = _read(draft, demand)
    check_received_on(draft.received_on, payment.paid_on, shanghai_day(now))
    on_day = book(session, (payment.district_id, payment.fund), draft.received_on, "到账")
    entry = write_entry(session, _entry(line, recovery, (*said, on_day)), staff, now=now)
    made = RecoveryReceipt(
        recovery_id=recovery.id,
        ordinal=_next_ordinal(session, recovery),
        amount_fen=said[1],
        received_on=draft.received_on,
        voucher=said[0],
        entry_id=entry.id,
        recorded_by_id=staff.id,
        recorded_by=staff.name,
        recorded_at=now,
    )
    session.add(made)
    session.flush()
    if _returned_fen(session, recovery.payment_line) == recovery.payment_line.amount_fen:
        act_on_lines(session, [line], Deed(LineAct.RECOVER, staff, now, recovery.reason))
    return made


def _read(draft: ReceiptDraft, demand: Demand) -> tuple[str, int]:
    """The paper, and how much came."""
    voucher = read_voucher(draft.voucher)
    fen = demand.left_fen if draft.amount_fen is None else draft.amount_fen
    check_receipt(fen, demand)
    return voucher, fen


def _entry(line: SubsidyLine, recovery: Recovery, said: tuple[str, int, Booked]) -> NewEntry:
    (voucher, fen, booked), payment = said, recovery.payment_line.payment
    own = line.enrolment.training_class
    return NewEntry(
        district_id=payment.district_id,
        fund=payment.fund,
        on_day=booked.on_day,
        kind=EntryKind.RECOVERED,
        amount_fen=fen,
        voucher=voucher,
        summary=f"追回培训补贴，原凭证 {payment.voucher}{booked.note}",
        counterpart=_giver(payment, line),
        class_id=own.id,
    )


def _giver(payment: Payment, line: SubsidyLine) -> str:
    """No person is named in a ledger."""
    if payment.payee is Payee.TRAINEE:
        return "学员本人（1 人）"
    return line.enrolment.training_class.institution.name


def _next_ordinal(session: Session, recovery: Recovery) -> int:
    """One that was undone keeps its number."""
    own = select(func.max(RecoveryReceipt.ordinal)).where(RecoveryReceipt.recovery_id == recovery.id)
    return (session.scalar(own) or 0) + 1


def _returned_fen(session: Session, part: PaymentLine) -> int:
    return sum(each.returned_fen for each in demands_of(session, PaymentLine.id == part.id).values())
