from datetime import datetime

from training.outbox.rules.message_states import CODES
from training.records.outbox.messages import OutgoingMessage


def settle_message(message: OutgoingMessage, *, now: datetime) -> None:
    """Nothing more is to be done; a code is forgotten."""
    message.settled_at = now
    if message.template in CODES:
        message.parameters = None
