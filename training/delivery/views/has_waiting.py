"""Messages that are to be sent, the most urgent first."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from training.delivery.views.channel_rests import rests
from training.outbox.terms import MessageState
from training.records.moments import has_come, is_ahead
from training.records.outbox.messages import OutgoingMessage

LONGEST_NIGHT = timedelta(days=1)
"""No message is written to wait for longer than the quiet hours last."""


def waiting_messages(now: datetime) -> Select[OutgoingMessage]:
    """What expires first goes first, so that a code overtakes a thousand reminders."""
    return (
        select(OutgoingMessage)
        .where(OutgoingMessage.state == MessageState.CREATED)
        .where(_is_due(now), OutgoingMessage.expires_at > now)
        .order_by(OutgoingMessage.expires_at, OutgoingMessage.id)
        .limit(1)
    )


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Also what waits only because the clock ran ahead when it was written, or tried."""
    written_so = and_(
        is_ahead(OutgoingMessage.written_at, now), OutgoingMessage.due_at == OutgoingMessage.written_at
    )
    has_jumped = or_(written_so, is_ahead(OutgoingMessage.attempted_at, now))
    return or_(has_come(OutgoingMessage.due_at, LONGEST_NIGHT, now), has_jumped)


def has_waiting(session: Session, provider: str, *, now: datetime) -> bool:
    """Whether taking one is worth a write transaction."""
    waits = session.scalar(waiting_messages(now).with_only_columns(OutgoingMessage.id)) is not None
    return waits and not rests(session, provider, now=now)
