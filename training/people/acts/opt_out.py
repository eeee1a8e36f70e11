from datetime import datetime

from sqlalchemy.orm import Session

from training.people.rules.sms_choices import OWN, Told
from training.people.views.reachable import opted_out
from training.records.classes.trainees import Trainee
from training.records.people.reach import SmsOptOut


def opt_out(session: Session, trainee: Trainee, *, asked_by: str, told: Told = OWN, now: datetime) -> bool:
    """No reminders by SMS from now on (退订); says whether that is news."""
    if opted_out(session, trainee.id):
        return False
    session.add(
        SmsOptOut(trainee_id=trainee.id, asked_by=asked_by, asked_at=now, source=told.source, told_on=told.on)
    )
    session.flush()
    return True
