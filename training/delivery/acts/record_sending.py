"""Keep what came of an attempt to hand a message over."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from training.delivery.acts.apply_receipts import apply_receipts
from training.delivery.acts.move_message import move_message, note_attempt, standing_of
from training.delivery.acts.sms_channel import note_failure, note_success, note_unknown_code
from training.delivery.rules.message_delivery import after_taken, after_trouble
from training.notice.terms import MessageState, SmsTrouble
from training.people.acts.note_opt_out import note_opt_out
from training.ports.sms import SmsFailed, SmsTaken
from training.records.outbox.messages import OutgoingMessage


class Attempt(NamedTuple):
    """Which attempt of which message a worker made; the number tells a worker that was given up for dead."""

    message_id: int
    number: int


def record_taken(session: Session, attempt: Attempt, taken: SmsTaken, *, jitter: int, now: datetime) -> None:
    """The provider took the message."""
    message = _locked(session, attempt)
    note_attempt(session, message, "sent", now=now, reference=taken.reference)
    note_success(session, message.provider)
    # Even of a worker given up for dead: it knows that the provider has the message.
    if message.attempts == attempt.number and move_message(message, after_taken(now), now=now):
        message.reference = taken.reference
        message.segments += taken.segments
        apply_receipts(session, message, jitter=jitter, now=now)


def record_failure(
    session: Session, attempt: Attempt, fault: SmsFailed, *, jitter: int, now: datetime
) -> None:
    """The message was not handed over, or nobody knows."""
    message = _locked(session, attempt)
    note_attempt(session, message, fault.trouble.value, now=now, fault=fault.code)
    note_failure(session, message.provider, fault.trouble, fault.code, now=now)
    if fault.trouble is SmsTrouble.OPTED_OUT:
        note_opt_out(session, message, now=now)
    if not fault.is_known:
        note_unknown_code(session, message.provider, fault.code, now=now)
    # Where the lease ran out meanwhile somebody else decides, by asking the provider.
    if message.attempts == attempt.number and message.state is MessageState.SENDING:
        move_message(message, after_trouble(fault.trouble, standing_of(message), jitter, now), now=now)
        apply_receipts(session, message, jitter=jitter, now=now)


def _locked(session: Session, attempt: Attempt) -> OutgoingMessage:
    return session.get_one(OutgoingMessage, attempt.message_id, with_for_update=True)
