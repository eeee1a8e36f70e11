from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.outbox.messages import DeliveryAttempt, OutgoingMessage


def earlier_references(session: Session, message: OutgoingMessage) -> frozenset[str]:
    """The provider's numbers of attempts that were followed by others."""
    own = select(DeliveryAttempt.reference).where(DeliveryAttempt.message_id == message.id)
    return frozenset(session.scalars(own)) - {"", message.reference}
