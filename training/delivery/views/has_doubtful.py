"""Messages of which nobody knows yet what the provider did with them."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.records.outbox.messages import OutgoingMessage


def doubtful_messages(provider: str, now: datetime) -> Select[OutgoingMessage]:
    """Only what this provider may have: nobody else can tell."""
    own = select(OutgoingMessage).where(OutgoingMessage.provider == provider)
    return own.where(OutgoingMessage.look_up_at <= now)


def has_doubtful(session: Session, provider: str, *, now: datetime) -> bool:
    doubtful = doubtful_messages(provider, now).with_only_columns(OutgoingMessage.id)
    return session.scalar(doubtful.limit(1)) is not None
