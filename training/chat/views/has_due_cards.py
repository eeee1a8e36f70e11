"""Cards that no longer show how things stand."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.records.chat import ChatCard


def due_cards(now: datetime) -> Select[ChatCard]:
    return select(ChatCard).where(ChatCard.is_due, ChatCard.leased_until <= now).order_by(ChatCard.id)


def has_due_cards(session: Session, *, now: datetime) -> bool:
    return session.scalar(due_cards(now).with_only_columns(ChatCard.id).limit(1)) is not None
