from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.ledgers.terms import EntryKind
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import (
    FinanceApplication,
    Payment,
    PaymentLine,
    Recovery,
    RecoveryReceipt,
)
from training.records.subsidies.lines import SubsidyLine


@dataclass(frozen=True)
class EntryPlace:
    """Where what wrote an entry is shown and undone: the meeting of a payment, or the line of a receipt."""

    meeting: UUID | None = None
    line: UUID | None = None


def place_of_entry(session: Session, own: LedgerEntry) -> EntryPlace | None:
    """None of what people wrote in the ledger themselves; one statement for 拨付 or 追回, else none."""
    if own.kind is EntryKind.PAID:
        return _place_of_payment(session, own)
    return _place_of_receipt(session, own) if own.kind is EntryKind.RECOVERED else None


def _place_of_payment(session: Session, own: LedgerEntry) -> EntryPlace | None:
    paid = select(SubsidyMeeting.public_id).join(
        SubsidyPublicity, SubsidyPublicity.meeting_id == SubsidyMeeting.id
    )
    paid = paid.join(FinanceApplication, FinanceApplication.publicity_id == SubsidyPublicity.id)
    paid = paid.join(Payment, Payment.application_id == FinanceApplication.id)
    meeting = session.scalar(paid.where(Payment.entry_id == own.id))
    return EntryPlace(meeting=meeting) if meeting else None


def _place_of_receipt(session: Session, own: LedgerEntry) -> EntryPlace | None:
    came = select(SubsidyLine.public_id).join(PaymentLine, PaymentLine.line_id == SubsidyLine.id)
    came = came.join(Recovery, Recovery.payment_line_id == PaymentLine.id)
    came = came.join(RecoveryReceipt, RecoveryReceipt.recovery_id == Recovery.id)
    line = session.scalar(came.where(RecoveryReceipt.entry_id == own.id))
    return EntryPlace(line=line) if line else None
