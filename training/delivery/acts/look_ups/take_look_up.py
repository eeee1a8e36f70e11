from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.rules.message_delivery import (
    LEASE,
)
from training.delivery.views.has_doubtful import doubtful_messages
from training.records.outbox.messages import OutgoingMessage


def take_look_up(session: Session, provider: str, *, now: datetime) -> OutgoingMessage | None:
    """Take a message that must be looked up; others leave it alone for a minute."""
    oldest = (
        doubtful_messages(provider, now).order_by(OutgoingMessage.look_up_at, OutgoingMessage.id).limit(1)
    )
    message = session.scalars(oldest.with_for_update(skip_locked=True)).first()
    if message is not None:
        message.look_up_at = now + LEASE
    return message
