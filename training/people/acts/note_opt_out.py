"""The provider says that a number has opted out: nobody of that number is reminded from now on."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.views.reachable import has_opted_out
from training.records.classes.trainees import Trainee
from training.records.outbox.messages import OutgoingMessage
from training.records.people.reach import SmsOptOut

REASON = "短信服务商告知：这个号码已退订"
"""The provider's own code stands in the record of the attempt or the receipt."""


def note_opt_out(session: Session, message: OutgoingMessage, *, now: datetime) -> int:
    """Mark every trainee of the message's number (退订) and say how many that is news of.

    A number with which they come later is not meant, so the marks are for this number alone.
    """
    if message.phone_index is None:
        return 0
    reachable = select(Trainee.id).where(Trainee.phone_index == message.phone_index, ~has_opted_out())
    marks = [
        SmsOptOut(
            trainee_id=trainee_id,
            asked_by=f"短信服务商 {message.provider}",
            asked_at=now,
            reason=REASON,
            phone_index=message.phone_index,
        )
        for trainee_id in session.scalars(reachable)
    ]
    session.add_all(marks)
    session.flush()
    return len(marks)
