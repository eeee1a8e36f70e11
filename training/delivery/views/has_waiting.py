"""Messages that are to be sent, the most urgent first."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.delivery.views.channel_rests import rests
from training.outbox.terms import MessageState
from training.records.outbox.messages import OutgoingMessage


def waiting_messages(now: datetime) -> Select[OutgoingMessage]:
    """What expires first goes first, so that a code overtakes a thousand reminders."""
    return (
        select(OutgoingMessage)
        .where(OutgoingMessage.state == MessageState.CREATED)
        .where(OutgoingMessage.due_at <= now, OutgoingMessage.expires_at > now)
        .order_by(OutgoingMessage.expires_at, OutgoingMessage.id)
        .limit(1)
    )


def has_waiting(session: Session, provider: str, *, now: datetime) -> bool:
    """Whether taking one is worth a write transaction."""
    waits = session.scalar(waiting_messages(now).with_only_columns(OutgoingMessage.id)) is not None
    return waits and not rests(session, provider, now=now)
