from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.apply_receipts import apply_receipts
from training.records.outbox.messages import OutgoingMessage


def apply_stored(session: Session, message_id: int, *, jitter: int, now: datetime) -> None:
    """Apply what was stored of this message, under a lock on its row."""
    message = session.get_one(OutgoingMessage, message_id, with_for_update=True)
    apply_receipts(session, message, jitter=jitter, now=now)
