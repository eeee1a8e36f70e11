from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.apply_receipts import apply_receipts
from training.delivery.acts.channel.note_success import note_success
from training.delivery.acts.hold_attempt import hold_attempt
from training.delivery.acts.move_message import move_message
from training.delivery.acts.note_attempt import note_attempt
from training.delivery.rules.attempt import Attempt
from training.delivery.rules.message_delivery import after_taken
from training.ports.sms import SmsTaken


def record_taken(session: Session, attempt: Attempt, taken: SmsTaken, *, jitter: int, now: datetime) -> None:
    """The provider took the message."""
    message = hold_attempt(session, attempt)
    note_attempt(session, message, "sent", now=now, reference=taken.reference)
    note_success(session, message.provider)
    # Even of a worker given up for dead: it knows that the provider has the message.
    if message.attempts == attempt.number and move_message(message, after_taken(now), now=now):
        message.reference = taken.reference
        message.segments += taken.segments
        apply_receipts(session, message, jitter=jitter, now=now)
