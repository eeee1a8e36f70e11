"""What decides what becomes of a message next."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.delivery.rules.message_delivery import Standing
from training.outbox.terms import SmsFate
from training.records.outbox.messages import DeliveryAttempt, OutgoingMessage


def standing_of(message: OutgoingMessage, misses: int = 0) -> Standing:
    return Standing(message.template, message.attempts, message.expires_at, message.sent_at, misses)


def misses_of(session: Session, message: OutgoingMessage) -> int:
    """How often the provider took it and it did not arrive; what the channel failed at is none of them."""
    own = select(func.count()).where(DeliveryAttempt.message_id == message.id)
    return session.scalar(own.where(DeliveryAttempt.outcome == SmsFate.FAILED_FOR_NOW.value)) or 0
