"""Take a message from one state to the next, if the rules allow it, and keep what happened."""

from datetime import datetime

from training.delivery.acts.settle_message import settle_message
from training.delivery.rules.message_delivery import Step
from training.outbox.rules.message_states import FINAL, may_move
from training.outbox.terms import MessageState
from training.records.outbox.messages import OutgoingMessage


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
