from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select
from sqlalchemy.orm import Session

from training.delivery.acts.apply_receipts import apply_receipts
from training.delivery.acts.move_message import move_message
from training.delivery.acts.note_attempt import note_attempt
from training.delivery.acts.settle_message import settle_message
from training.delivery.rules.message_delivery import LEASE, Step
from training.delivery.views.needs_sweep import (
    late_messages,
    lost_messages,
    messages_past_asking,
    messages_with_receipts,
)
from training.outbox.terms import MessageState
from training.records.outbox.messages import OutgoingMessage

MOST_AT_ONCE = 500


def sweep(session: Session, *, jitter: int, now: datetime) -> None:
    """Settle what is of no use any more and take back what a dead worker held.

    The provider may have taken such a message, so it becomes unknown and is looked up.
    """
    for message in _some(session, lost_messages(now)):
        note_attempt(session, message, "lost", now=now)
        move_message(message, Step(MessageState.UNKNOWN, look_up_at=_asked_from(message, now)), now=now)
    for message in _some(session, late_messages(now)):
        note_attempt(session, message, "expired", now=now)
        move_message(message, Step(MessageState.EXPIRED), now=now)
    for message in _some(session, messages_past_asking(now)):
        message.look_up_at = None
        settle_message(message, now=now)
    session.flush()
    for message in _some(session, messages_with_receipts()):
        apply_receipts(session, message, jitter=jitter, now=now)


def _asked_from(message: OutgoingMessage, now: datetime) -> datetime:
    """At once; but where only the clocks make a lease look odd, its worker may be at it still."""
    is_over = message.leased_until is None or message.leased_until <= now
    return now if is_over else now + LEASE


def _some(session: Session, wanted: Select[OutgoingMessage]) -> Iterable[OutgoingMessage]:
    return session.scalars(wanted.limit(MOST_AT_ONCE).with_for_update(skip_locked=True)).all()
