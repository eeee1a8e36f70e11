from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.apply_report import apply_report
from training.delivery.acts.channel.note_report import note_report
from training.delivery.acts.move_message import move_message
from training.delivery.acts.note_attempt import note_attempt
from training.delivery.rules.message_delivery import (
    after_nothing_found,
)
from training.delivery.views.standing_of import standing_of
from training.outbox.terms import MessageState
from training.ports.sms import SmsReport
from training.records.outbox.messages import OutgoingMessage


def record_look_up(
    session: Session, message_id: int, report: SmsReport | None, *, jitter: int, now: datetime
) -> None:
    """Apply what the provider answered; `report` is None where it never had the message."""
    message = session.get_one(OutgoingMessage, message_id, with_for_update=True)
    said = f"{report.fate.value} {report.code}".strip() if report else "never taken"
    note_attempt(session, message, "looked_up", now=now, fault=said)
    if report is not None:
        note_report(session, message, report, now=now)
        apply_report(session, message, report, jitter=jitter, now=now)
    elif message.state is MessageState.UNKNOWN:
        move_message(message, after_nothing_found(standing_of(message), now), now=now)
    else:
        message.look_up_at = None
