from datetime import datetime

from sqlalchemy.orm import Session

from training.delivery.acts.channel.note_failure import note_failure
from training.delivery.acts.channel.note_unknown_code import note_unknown_code
from training.people.acts.note_opt_out import note_opt_out
from training.ports.sms import SmsReport
from training.records.outbox.messages import OutgoingMessage


def note_report(session: Session, message: OutgoingMessage, report: SmsReport, *, now: datetime) -> None:
    """What a receipt or a look-up says beyond this message: of the channel, of the number, or unheard of."""
    if report.channel is not None:
        note_failure(session, message.provider, report.channel, report.code, now=now)
    if report.has_opted_out:
        note_opt_out(session, message, now=now)
    if not report.is_known:
        note_unknown_code(session, message.provider, report.code, now=now)
