"""Somebody says that there is news of messages: ask the provider, whatever it was."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from training.outbox.terms import MessageState
from training.records.outbox.messages import OutgoingMessage

OPEN = (MessageState.SENT, MessageState.UNKNOWN)


class Mentioned(NamedTuple):
    """Messages by the provider's numbers and by ours."""

    references: Collection[str]
    public_ids: Collection[UUID]


def ask_provider(session: Session, provider: str, mentioned: Mentioned, *, now: datetime) -> None:
    """Look these messages up at once; unknown and settled ones are left alone."""
    own = or_(
        OutgoingMessage.reference.in_(mentioned.references),
        OutgoingMessage.public_id.in_(mentioned.public_ids),
    )
    of_provider = update(OutgoingMessage).where(OutgoingMessage.provider == provider, own)
    session.execute(of_provider.where(OutgoingMessage.state.in_(OPEN)).values(look_up_at=now))
