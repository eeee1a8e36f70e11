from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.chat import ReceivedMessage


def is_waiting(session: Session, key: int) -> bool:
    """Whether the message still waits for its answer."""
    own = select(ReceivedMessage.id).where(ReceivedMessage.id == key, ReceivedMessage.settled_at.is_(None))
    return session.scalar(own) is not None
