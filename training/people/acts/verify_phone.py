from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.terms import VerifiedBy
from training.people.views.reachable import is_verified
from training.records.classes.trainees import Trainee
from training.records.people.reach import PhoneVerification


def verify_phone(session: Session, trainee: Trainee, how: VerifiedBy, by: str, now: datetime) -> bool:
    if _is_known(session, trainee, how):
        return False
    row = PhoneVerification(
        trainee_id=trainee.id,
        phone_index=trainee.phone_index,
        how=how,
        verified_by=by,
        verified_at=now,
    )
    session.add(row)
    session.flush()
    return True


def _is_known(session: Session, trainee: Trainee, how: VerifiedBy) -> bool:
    """A school's word adds nothing to another; a code and the supervision's word say more than it does."""
    ways = () if how is VerifiedBy.INSTITUTION else (how,)
    return bool(session.scalar(select(is_verified(*ways)).where(Trainee.id == trainee.id)))
