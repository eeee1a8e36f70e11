"""What a provider says of a message: stored at once, applied in turn, never backwards."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.delivery.acts.move_message import move_message, standing_of
from training.delivery.acts.sms_channel import note_report
from training.delivery.rules.message_delivery import after_report
from training.notice.terms import MessageState, SmsFate
from training.ports.sms import SmsReport
from training.records.outbox.messages import DeliveryAttempt, MessageReceipt, OutgoingMessage


def store_receipt(
    session: Session, public_id: UUID, report: SmsReport, said: Mapping[str, list[str]], *, now: datetime
) -> int | None:
    """Keep a receipt as it came, `said` without the number; gives the message's key, None for an unknown."""
    own = select(OutgoingMessage).where(OutgoingMessage.public_id == public_id)
    message = session.scalars(own).one_or_none()
    if message is None:
        return None
    session.add(
        MessageReceipt(
            message_id=message.id,
            received_at=now,
            fate=report.fate,
            reference=report.reference,
            code=report.code,
            segments=report.segments,
            said=json.dumps(said, ensure_ascii=False),
        )
    )
    note_report(session, message, report, now=now)
    return message.id


def apply_stored(session: Session, message_id: int, *, jitter: int, now: datetime) -> None:
    """Apply what was stored of this message, under a lock on its row."""
    message = session.get_one(OutgoingMessage, message_id, with_for_update=True)
    apply_receipts(session, message, jitter=jitter, now=now)


def apply_receipts(session: Session, message: OutgoingMessage, *, jitter: int, now: datetime) -> None:
    """Apply every receipt that waits; while a worker is sending they wait for what it records."""
    if message.state is MessageState.SENDING:
        return
    for receipt in session.scalars(_waiting(message)):
        said = SmsReport(receipt.fate, receipt.reference, receipt.code, receipt.segments)
        apply_report(session, message, said, jitter=jitter, now=now)
        receipt.applied_at = now


def apply_report(
    session: Session, message: OutgoingMessage, report: SmsReport, *, jitter: int, now: datetime
) -> bool:
    """Move the message to where the report puts it; says whether it is there now."""
    if report.fate is not SmsFate.DELIVERED and _is_of_earlier_attempt(session, message, report.reference):
        return False
    step = after_report(report.fate, standing_of(message), jitter, now)
    if not move_message(message, step, now=now):
        return False
    message.reference = report.reference or message.reference
    # Whatever is told of it, the provider took it, even where our worker died before it knew.
    message.sent_at = message.sent_at or now
    message.segments = message.segments or max(report.segments, 1)
    return True


def _waiting(message: OutgoingMessage) -> Select[MessageReceipt]:
    own = select(MessageReceipt).where(MessageReceipt.message_id == message.id)
    return own.where(MessageReceipt.applied_at.is_(None)).order_by(MessageReceipt.id)


def _is_of_earlier_attempt(session: Session, message: OutgoingMessage, reference: str) -> bool:
    """A receipt of an attempt that was followed by another says nothing of this one."""
    return reference in earlier_references(session, message)


def earlier_references(session: Session, message: OutgoingMessage) -> frozenset[str]:
    """The provider's numbers of attempts that were followed by others."""
    own = select(DeliveryAttempt.reference).where(DeliveryAttempt.message_id == message.id)
    return frozenset(session.scalars(own)) - {"", message.reference}
