from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.chat.acts.resume_messages import LEASE
from training.database import insert_one
from training.records.chat import ReceivedMessage


@dataclass(frozen=True)
class Incoming:
    """What arrived: the chat's own number of it, the id of whoever said it, the rest as JSON."""

    message_id: str
    sender: str
    request: str


def receive_message(session: Session, incoming: Incoming, *, now: datetime) -> int | None:
    """Keep the message for the caller to work on; None when it was received before."""
    row = {
        "message_id": incoming.message_id,
        "sender": incoming.sender,
        "request": incoming.request,
        "received_at": now,
        "leased_until": now + LEASE,
    }
    return insert_one(session, ReceivedMessage, row)
