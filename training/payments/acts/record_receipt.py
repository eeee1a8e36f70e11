from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.terms import Payee
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.terms import LineAct
from training.errors import NotFound
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.terms import EntryKind
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.payments.rules.numbers import read_voucher
from training.payments.rules.paying import check_received_on
from training.payments.rules.refusals import ReceiptKnown
from training.payments.views.find_meeting import hold_found_line
from training.records.payments.payments import Payment, PaymentLine, Recovery, RecoveryReceipt
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


@dataclass(frozen=True)
class ReceiptDraft:
    """到账: when the money was on the account, by which paper of the bank."""

    received_on: date
    voucher: str


def record_receipt(
    session: Session, staff: Staff, place: tuple[UUID, UUID], draft: ReceiptDraft, *, now: datetime
) -> RecoveryReceipt:
    """What was demanded came back, whole; once everything that was paid is back, the line is 已追回.

    `place`: the line, and the demand.
    Raises NotFound, OnlyTheDistrictPays, NumberMissing, BadReceipt or ReceiptKnown.
    """
    line = hold_found_line(session, staff, place[0], Permission.RECORD_PAYMENTS)
    recovery = _of_line(session, line, place[1])
    payment, voucher = recovery.payment_line.payment, read_voucher(draft.voucher)
    check_received_on(draft.received_on, payment.paid_on, shanghai_day(now))
    entry = write_entry(session, _entry(line, recovery, (voucher, draft)), staff, now=now)
    made = RecoveryReceipt(
        recovery_id=recovery.id,
        received_on=draft.received_on,
        voucher=voucher,
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


def _of_line(session: Session, line: SubsidyLine, recovery: UUID) -> Recovery:
    rows = select(Recovery).join(Recovery.payment_line).where(PaymentLine.line_id == line.id)
    found = session.scalars(rows.where(Recovery.public_id == recovery)).one_or_none()
    if found is None:
        raise NotFound("这笔追回")
    if found.receipt is not None:
        raise ReceiptKnown
    return found


def _entry(line: SubsidyLine, recovery: Recovery, said: tuple[str, ReceiptDraft]) -> NewEntry:
    (voucher, draft), payment = said, recovery.payment_line.payment
    own = line.enrolment.training_class
    return NewEntry(
        district_id=payment.district_id,
        fund=payment.fund,
        on_day=draft.received_on,
        kind=EntryKind.RECOVERED,
        amount_fen=recovery.amount_fen,
        voucher=voucher,
        summary=f"追回培训补贴，原凭证 {payment.voucher}",
        counterpart=_giver(payment, line),
        class_id=own.id,
    )


def _giver(payment: Payment, line: SubsidyLine) -> str:
    """No person is named in a ledger."""
    if payment.payee is Payee.TRAINEE:
        return "学员本人（1 人）"
    return line.enrolment.training_class.institution.name


def _returned_fen(session: Session, part: PaymentLine) -> int:
    back = select(func.coalesce(func.sum(Recovery.amount_fen), 0)).join(Recovery.receipt)
    return int(session.scalar(back.where(Recovery.payment_line_id == part.id)) or 0)
