from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.outbox.messages import OutgoingMessage


def messages_to(session: Session, trainee_id: int, most: int) -> Sequence[OutgoingMessage]:
    """The newest messages to one trainee, the latest first; what they said is not opened."""
    own = select(OutgoingMessage).where(OutgoingMessage.trainee_id == trainee_id)
    return session.scalars(own.order_by(OutgoingMessage.id.desc()).limit(most)).all()
