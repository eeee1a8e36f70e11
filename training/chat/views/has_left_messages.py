"""Messages that a bot received and never answered, or whose time to be tried again has come."""

from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from training.records.chat import ReceivedMessage
from training.records.moments import has_come

LONGEST_REST = timedelta(hours=1)
"""Of a message that a bot works on, or that waits for the platform's patience."""


def left_messages(now: datetime) -> Select[ReceivedMessage]:
    unsettled = select(ReceivedMessage).where(ReceivedMessage.settled_at.is_(None))
    is_due = or_(ReceivedMessage.due_at.is_(None), has_come(ReceivedMessage.due_at, LONGEST_REST, now))
    is_free = has_come(ReceivedMessage.leased_until, LONGEST_REST, now)
    return unsettled.where(is_free, is_due).order_by(ReceivedMessage.id)


def has_left_messages(session: Session, *, now: datetime) -> bool:
    """Whether a bot left a message behind; asked before `resume_messages`, which makes others wait."""
    return session.scalar(left_messages(now).with_only_columns(ReceivedMessage.id).limit(1)) is not None
