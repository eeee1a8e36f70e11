from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.records.chat import ReceivedMessage


def settle_message(session: Session, key: int, outcome: str, *, now: datetime) -> None:
    """It is over; what was said is forgotten, only its number stays to refuse it the second time."""
    waiting = update(ReceivedMessage).where(ReceivedMessage.id == key, ReceivedMessage.settled_at.is_(None))
    session.execute(waiting.values(settled_at=now, outcome=outcome, request=None, reply=None))
