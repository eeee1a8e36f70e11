"""Put an SMS into the outbox, in the transaction of its cause."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.write_messages import MessageDraft, write_messages


def write_message(session: Session, draft: MessageDraft, *, now: datetime) -> bool:
    """Write the message unless its key was written before; says whether it is new."""
    return write_messages(session, [draft], now=now) == 1
