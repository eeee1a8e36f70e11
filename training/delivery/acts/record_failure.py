from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.apply_receipts import apply_receipts
from training.delivery.acts.channel.note_failure import note_failure
from training.delivery.acts.channel.note_unknown_code import note_unknown_code
from training.delivery.acts.hold_attempt import hold_attempt
from training.delivery.acts.move_message import move_message
from training.delivery.acts.note_attempt import note_attempt
from training.delivery.rules.attempt import Attempt
from training.delivery.rules.message_delivery import after_trouble
from training.delivery.views.standing_of import standing_of
from training.outbox.terms import MessageState, SmsTrouble
from training.people.acts.note_opt_out import note_opt_out
from training.ports.sms import SmsFailed


def record_failure(
    session: Session, attempt: Attempt, fault: SmsFailed, *, jitter: int, now: datetime
) -> None:
    """The message was not handed over, or nobody knows."""
    message = hold_attempt(session, attempt)
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
