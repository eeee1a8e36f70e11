import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.delivery.acts.channel.note_report import note_report
from training.ports.sms import SmsReport
from training.records.outbox.messages import MessageReceipt, OutgoingMessage


def store_receipt(
    session: Session, public_id: UUID, report: SmsReport, said: Mapping[str, list[str]], *, now: datetime
) -> int | None:
    """Keep a receipt as it came, `said` without the number; gives the message's key, None for an unknown."""
    own = select(OutgoingMessage).where(OutgoingMessage.public_id == public_id)
    message = session.scalars(own).one_or_none()
    if message is None:
        return None
    session.add(
        MessageReceipt(
            message_id=message.id,
            received_at=now,
            fate=report.fate,
            reference=report.reference,
            code=report.code,
            segments=report.segments,
            said=json.dumps(said, ensure_ascii=False),
        )
    )
    note_report(session, message, report, now=now)
    return message.id
