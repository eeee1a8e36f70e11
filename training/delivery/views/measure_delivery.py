"""Numbers about messages for whoever watches the installation; no number of a person among them."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.delivery.views.channel_rests import channel_health
from training.outbox.terms import MessageState
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import DeliveryAttempt, MessageReceipt, OutgoingMessage, SmsChannel


class Measured(NamedTuple):
    """Counted in the database at one moment, so that all processes tell the same."""

    by_template_and_state: Mapping[tuple[str, str], int]
    segments_by_provider: Mapping[str, int]
    attempts_by_outcome: Mapping[str, int]
    receipts_by_fate: Mapping[str, int]
    alerts_by_kind: Mapping[str, int]
    is_paused: Mapping[str, bool]
    oldest_waiting_seconds: float
    """How long the message waits that should have gone first; 0 where none does."""


def measure_delivery(session: Session, *, now: datetime) -> Measured:
    message = OutgoingMessage
    states = select(message.template, message.state, func.count()).group_by(message.template, message.state)
    segments = select(message.provider, func.sum(message.segments)).where(message.segments > 0)
    channels = session.scalars(select(SmsChannel).order_by(SmsChannel.provider))
    return Measured(
        {(template, state.value): count for template, state, count in session.execute(states)},
        {name: int(count) for name, count in session.execute(segments.group_by(message.provider))},
        _counts(session, DeliveryAttempt.outcome),
        _counts(session, MessageReceipt.fate),
        _counts(session, Alert.kind),
        {each.provider: channel_health(each).rests(now) for each in channels},
        oldest_waiting_seconds(session, now=now),
    )


def _counts(session: Session, column: object) -> dict[str, int]:
    counted = select(column, func.count()).group_by(column)  # type: ignore[call-overload]
    return {str(word): count for word, count in session.execute(counted)}


def oldest_waiting_seconds(session: Session, *, now: datetime) -> float:
    """How long the message waits that should have gone first; 0 where none does."""
    waiting = select(func.min(OutgoingMessage.due_at)).where(OutgoingMessage.state == MessageState.CREATED)
    due_at: datetime | None = session.scalar(waiting)
    return max((now - due_at).total_seconds(), 0) if due_at else 0.0
