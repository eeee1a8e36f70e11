from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.chat import ReceivedMessage


def take_message(session: Session, key: int) -> ReceivedMessage | None:
    """The message, held against every other bot until the transaction ends; None once it is settled."""
    own = select(ReceivedMessage).where(ReceivedMessage.id == key, ReceivedMessage.settled_at.is_(None))
    return session.scalars(own.with_for_update()).one_or_none()
