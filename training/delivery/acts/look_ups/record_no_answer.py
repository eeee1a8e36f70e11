from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.note_attempt import note_attempt
from training.delivery.acts.settle_message import settle_message
from training.delivery.rules.message_delivery import (
    next_doubt,
)
from training.delivery.views.standing_of import standing_of
from training.outbox.terms import MessageState
from training.records.outbox.messages import OutgoingMessage


def record_no_answer(session: Session, message_id: int, code: str, *, now: datetime) -> None:
    """The provider cannot tell now: ask again while the message is of use, then leave it unknown for good."""
    message = session.get_one(OutgoingMessage, message_id, with_for_update=True)
    note_attempt(session, message, "looked_up", now=now, fault=code)
    message.look_up_at = next_doubt(standing_of(message), now)
    if message.look_up_at is None and message.state is MessageState.UNKNOWN:
        settle_message(message, now=now)
