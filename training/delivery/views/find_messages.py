"""Finding messages for whoever looks after the installation."""

from typing import NamedTuple

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from training.classes.views.find_class import SeveralFound
from training.errors import NotFound
from training.outbox.terms import MessageState
from training.records.outbox.messages import DeliveryAttempt, MessageReceipt, OutgoingMessage

NUMBER_LENGTH = 8


class History(NamedTuple):
    """What happened to one message, in order."""

    message: OutgoingMessage
    attempts: list[DeliveryAttempt]
    receipts: list[MessageReceipt]


def number_of(message: OutgoingMessage) -> str:
    """编号: enough of our public number to name the message."""
    return message.public_id.hex[:NUMBER_LENGTH]


def find_message(session: Session, number: str) -> OutgoingMessage:
    """The message whose number begins so; raises NotFound or SeveralFound."""
    as_text = func.lower(func.replace(cast(OutgoingMessage.public_id, String), "-", ""))
    begins = number.strip().replace("-", "").lower()
    own = select(OutgoingMessage).where(as_text.startswith(begins, autoescape=True))
    found = list(session.scalars(own.limit(2))) if begins else []
    if not found:
        raise NotFound(f"编号 {number} 的短信，编号见 chaban sms list")
    if len(found) > 1:
        raise SeveralFound("短信", [each.public_id.hex for each in found])
    return found[0]


def history_of(session: Session, message: OutgoingMessage) -> History:
    attempts = select(DeliveryAttempt).where(DeliveryAttempt.message_id == message.id)
    receipts = select(MessageReceipt).where(MessageReceipt.message_id == message.id)
    return History(
        message,
        list(session.scalars(attempts.order_by(DeliveryAttempt.id))),
        list(session.scalars(receipts.order_by(MessageReceipt.id))),
    )


def newest_messages(
    session: Session, states: tuple[MessageState, ...], phone: str | None, limit: int
) -> list[OutgoingMessage]:
    """The newest first; of these states (all where none is named) and of this phone."""
    wanted = select(OutgoingMessage).order_by(OutgoingMessage.id.desc()).limit(limit)
    if states:
        wanted = wanted.where(OutgoingMessage.state.in_(states))
    if phone:
        wanted = wanted.where(OutgoingMessage.phone_index == phone)
    return list(session.scalars(wanted))
