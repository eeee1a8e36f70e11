from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.move_message import move_message
from training.delivery.rules.message_delivery import after_report
from training.delivery.views.earlier_references import earlier_references
from training.delivery.views.standing_of import standing_of
from training.outbox.terms import SmsFate
from training.ports.sms import SmsReport
from training.records.outbox.messages import OutgoingMessage


def apply_report(
    session: Session, message: OutgoingMessage, report: SmsReport, *, jitter: int, now: datetime
) -> bool:
    """Move the message to where the report puts it; says whether it is there now."""
    if report.fate is not SmsFate.DELIVERED and _is_of_earlier_attempt(session, message, report.reference):
        return False
    step = after_report(report.fate, standing_of(message), jitter, now)
    if not move_message(message, step, now=now):
        return False
    message.reference = report.reference or message.reference
    # Whatever is told of it, the provider took it, even where our worker died before it knew.
    message.sent_at = message.sent_at or now
    message.segments = message.segments or max(report.segments, 1)
    return True


def _is_of_earlier_attempt(session: Session, message: OutgoingMessage, reference: str) -> bool:
    """A receipt of an attempt that was followed by another says nothing of this one."""
    return reference in earlier_references(session, message)
