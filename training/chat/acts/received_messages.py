"""A message of the chat is received once, acted on once, and answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from training.database import insert_one
from training.records.chat import ReceivedMessage

# Longer than an answer may take, pictures and all; a bot that died lets go of its message after this.
LEASE = timedelta(seconds=45)
MOST_ATTEMPTS = 6
ANSWERED, GIVEN_UP = "answered", "given up"


@dataclass(frozen=True)
class Incoming:
    """What arrived: DingTalk's own number of it, the userid of whoever said it, the rest as JSON."""

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


def take_message(session: Session, key: int) -> ReceivedMessage | None:
    """The message, held against every other bot until the transaction ends; None once it is settled."""
    own = select(ReceivedMessage).where(ReceivedMessage.id == key, ReceivedMessage.settled_at.is_(None))
    return session.scalars(own.with_for_update()).one_or_none()


def is_waiting(session: Session, key: int) -> bool:
    """Whether the message still waits for its answer."""
    own = select(ReceivedMessage.id).where(ReceivedMessage.id == key, ReceivedMessage.settled_at.is_(None))
    return session.scalar(own) is not None


def keep_reply(message: ReceivedMessage, reply: str, *, now: datetime) -> None:
    """Note with the act what is to be answered, so that neither happens without the other."""
    message.reply = reply
    message.acted_at = now


def settle_message(session: Session, key: int, outcome: str, *, now: datetime) -> None:
    """It is over; what was said is forgotten, only its number stays to refuse it the second time."""
    waiting = update(ReceivedMessage).where(ReceivedMessage.id == key, ReceivedMessage.settled_at.is_(None))
    session.execute(waiting.values(settled_at=now, outcome=outcome, request=None, reply=None))


def has_left_messages(session: Session, *, now: datetime) -> bool:
    """Whether a bot left a message behind; asked before `resume_messages`, which makes others wait."""
    return session.scalar(_left(now).with_only_columns(ReceivedMessage.id).limit(1)) is not None


def resume_messages(session: Session, *, now: datetime) -> list[int]:
    """Take over what another bot left, longer each time; what failed too often is given up."""
    taken = []
    for message in session.scalars(_left(now).with_for_update(skip_locked=True)):
        message.attempts += 1
        if message.attempts > MOST_ATTEMPTS:
            settle_message(session, message.id, GIVEN_UP, now=now)
            continue
        message.leased_until = now + LEASE * 2**message.attempts
        taken.append(message.id)
    return taken


def _left(now: datetime) -> Select[ReceivedMessage]:
    unsettled = select(ReceivedMessage).where(ReceivedMessage.settled_at.is_(None))
    return unsettled.where(ReceivedMessage.leased_until <= now).order_by(ReceivedMessage.id)
