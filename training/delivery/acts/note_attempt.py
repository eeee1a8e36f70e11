from datetime import datetime

from sqlalchemy.orm import Session

from training.records.outbox.messages import DeliveryAttempt, OutgoingMessage

LONGEST = 255


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
