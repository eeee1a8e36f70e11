from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.move_message import move_message
from training.delivery.acts.note_attempt import note_attempt
from training.delivery.rules.message_delivery import after_report
from training.delivery.views.channel_rests import rests
from training.delivery.views.earlier_references import earlier_references
from training.delivery.views.standing_of import misses_of, standing_of
from training.outbox.terms import MessageState, SmsFate
from training.ports.sms import SmsReport
from training.records.outbox.messages import OutgoingMessage


def apply_report(
    session: Session, message: OutgoingMessage, report: SmsReport, *, jitter: int, now: datetime
) -> bool:
    """Move the message to where the report puts it; says whether it is there now."""
    if report.fate is not SmsFate.DELIVERED and _is_of_earlier_attempt(session, message, report.reference):
        return False
    is_miss = _is_miss(session, message, report, now)
    standing = standing_of(message, misses_of(session, message) if is_miss else 0)
    if not move_message(message, after_report(report.fate, standing, jitter, now), now=now):
        return False
    if is_miss:
        said = {"reference": report.reference, "fault": report.code}
        note_attempt(session, message, report.fate.value, now=now, **said)
    message.reference = report.reference or message.reference
    # Whatever is told of it, the provider took it, even where our worker died before it knew.
    message.sent_at = message.sent_at or now
    message.segments = message.segments or max(report.segments, 1)
    return True


def _is_miss(session: Session, message: OutgoingMessage, report: SmsReport, now: datetime) -> bool:
    """It did not arrive, for the first time that this attempt is told of, and not for the channel's sake."""
    is_new = report.fate is SmsFate.FAILED_FOR_NOW and message.state is not MessageState.CREATED
    return is_new and not rests(session, message.provider, now=now)


def _is_of_earlier_attempt(session: Session, message: OutgoingMessage, reference: str) -> bool:
    """A receipt of an attempt that was followed by another says nothing of this one."""
    return reference in earlier_references(session, message)
