"""What a provider says of a message: stored at once, applied in turn, never backwards."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.delivery.acts.apply_report import apply_report
from training.outbox.terms import MessageState
from training.ports.sms import SmsReport
from training.records.outbox.messages import MessageReceipt, OutgoingMessage


def apply_receipts(session: Session, message: OutgoingMessage, *, jitter: int, now: datetime) -> None:
    """Apply every receipt that waits; while a worker is sending they wait for what it records."""
    if message.state is MessageState.SENDING:
        return
    for receipt in session.scalars(_waiting(message)):
        said = SmsReport(receipt.fate, receipt.reference, receipt.code, receipt.segments)
        apply_report(session, message, said, jitter=jitter, now=now)
        receipt.applied_at = now


def _waiting(message: OutgoingMessage) -> Select[MessageReceipt]:
    own = select(MessageReceipt).where(MessageReceipt.message_id == message.id)
    return own.where(MessageReceipt.applied_at.is_(None)).order_by(MessageReceipt.id)
