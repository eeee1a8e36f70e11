"""Whether a message that is about to go out is still wanted: its cause may be gone since it was written."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.records import OutgoingMessage


def reason_to_cancel(session: Session, message: OutgoingMessage, *, now: datetime) -> str | None:
    """Why the message is not to be sent any more, in Chinese for the operator; None where it is."""
    return None
