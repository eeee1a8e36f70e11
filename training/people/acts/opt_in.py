from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.people.rules.sms_choices import OWN, Told
from training.people.views.reachable import standing_opt_outs
from training.records.classes.trainees import Trainee
from training.records.people.reach import SmsOptIn, SmsOptOut


def opt_in(session: Session, trainee: Trainee, *, asked_by: str, told: Told = OWN, now: datetime) -> bool:
    """Take back every opting out; says whether there was one."""
    standing = session.scalars(standing_opt_outs().where(SmsOptOut.trainee_id == trainee.id)).all()
    said = {"asked_by": asked_by, "asked_at": now, "source": told.source, "told_on": told.on}
    rows = [{"opt_out_id": each.id, **said} for each in standing]
    return insert_new(session, SmsOptIn, rows) > 0
