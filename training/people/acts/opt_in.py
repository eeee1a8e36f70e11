from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.people.views.reachable import standing_opt_outs
from training.records.classes.trainees import Trainee
from training.records.people.reach import SmsOptIn, SmsOptOut


def opt_in(session: Session, trainee: Trainee, *, asked_by: str, now: datetime) -> bool:
    """Take back every opting out; says whether there was one."""
    standing = session.scalars(standing_opt_outs().where(SmsOptOut.trainee_id == trainee.id)).all()
    rows = [{"opt_out_id": each.id, "asked_by": asked_by, "asked_at": now} for each in standing]
    return insert_new(session, SmsOptIn, rows) > 0
