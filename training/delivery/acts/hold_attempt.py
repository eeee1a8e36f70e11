from sqlalchemy.orm import Session

from training.delivery.rules.attempt import Attempt
from training.records.outbox.messages import OutgoingMessage


def hold_attempt(session: Session, attempt: Attempt) -> OutgoingMessage:
    return session.get_one(OutgoingMessage, attempt.message_id, with_for_update=True)
