"""Cards that no longer show how things stand."""

from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from training.records.chat import ChatCard
from training.records.moments import has_come, is_ahead

LONGEST_NIGHT = timedelta(days=1)
"""No card rests longer than the quiet hours last."""


def due_cards(now: datetime) -> Select[ChatCard]:
    # Of a clock that ran ahead neither a night nor a drawing is believed.
    is_free = or_(has_come(ChatCard.leased_until, LONGEST_NIGHT, now), is_ahead(ChatCard.delivered_at, now))
    return select(ChatCard).where(ChatCard.is_due, is_free).order_by(ChatCard.id)


def has_due_cards(session: Session, *, now: datetime) -> bool:
    return session.scalar(due_cards(now).with_only_columns(ChatCard.id).limit(1)) is not None
