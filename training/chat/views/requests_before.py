from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.chat import ReceivedMessage

# Whoever waits longer than this for a picture sends it again.
WAITED_FOR = timedelta(minutes=2)


def requests_before(session: Session, key: int, *, now: datetime) -> list[str]:
    """What the same person said shortly before, as JSON, and what nothing has come of yet."""
    own = select(ReceivedMessage.sender).where(ReceivedMessage.id == key).scalar_subquery()
    earlier = select(ReceivedMessage.request).where(
        ReceivedMessage.sender == own,
        ReceivedMessage.id < key,
        ReceivedMessage.received_at > now - WAITED_FOR,
        ReceivedMessage.acted_at.is_(None),
        ReceivedMessage.settled_at.is_(None),
    )
    return [each for each in session.scalars(earlier.order_by(ReceivedMessage.id)) if each]
