from datetime import datetime

from sqlalchemy.orm import Session

from training.chat.acts.resume_messages import GIVEN_UP
from training.chat.acts.settle_message import settle_message
from training.chat.acts.take_message import take_message
from training.chat.rules.waiting import Hindrance, is_worth_waiting, pause_before_next


def put_off(session: Session, key: int, hindrance: Hindrance, *, now: datetime) -> None:
    """The message is let go and due again at its own time: its lease guards against dead bots alone."""
    message = take_message(session, key)
    if message is None:
        return
    if not is_worth_waiting(message.received_at, hindrance, now):
        settle_message(session, key, GIVEN_UP, now=now)
        return
    message.due_at = now + pause_before_next(message.waits, hindrance)
    message.waits += 1
    message.leased_until = now
