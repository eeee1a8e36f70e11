from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.ledgers.entries import LedgerEntry
from training.records.payments.payments import Payment, RecoveryReceipt


def is_written_by_money(session: Session, own: LedgerEntry) -> bool:
    """Whether a payment or a receipt wrote this entry by itself; one statement."""
    paid = select(Payment.id).where(Payment.entry_id == own.id)
    came = select(RecoveryReceipt.id).where(RecoveryReceipt.entry_id == own.id)
    return session.scalar(paid.union_all(came).limit(1)) is not None
