"""Take a message from one state to the next, if the rules allow it, and keep what happened."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.rules.message_delivery import Standing, Step
from training.notice.terms import MessageState
from training.outbox.rules.message_states import CODES, FINAL, may_move
from training.records.outbox.messages import DeliveryAttempt, OutgoingMessage

LONGEST = 255


def move_message(message: OutgoingMessage, step: Step, *, now: datetime) -> bool:
    """Go there and plan what is next; a move that is not allowed changes nothing and gives False."""
    if message.state is step.state:
        message.look_up_at = step.look_up_at
        return True
    if not may_move(message.state, step.state):
        return False
    message.state = step.state
    message.due_at = step.due_at or message.due_at
    message.look_up_at = step.look_up_at
    message.leased_until = None
    message.settled_at = None
    if step.state is MessageState.SENT:
        message.sent_at = message.sent_at or now
    if step.state in FINAL or step.state is MessageState.SENT:
        settle_message(message, now=now)
    return True


def settle_message(message: OutgoingMessage, *, now: datetime) -> None:
    """Nothing more is to be done; a code is forgotten."""
    message.settled_at = now
    if message.template in CODES:
        message.parameters = None


def standing_of(message: OutgoingMessage) -> Standing:
    return Standing(message.template, message.attempts, message.expires_at, message.sent_at)


def note_attempt(
    session: Session,
    message: OutgoingMessage,
    outcome: str,
    *,
    now: datetime,
    reference: str = "",
    fault: str = "",
) -> None:
    session.add(
        DeliveryAttempt(
            message_id=message.id,
            attempted_at=now,
            outcome=outcome,
            reference=reference,
            fault=fault[:LONGEST],
        )
    )
