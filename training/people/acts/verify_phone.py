from datetime import datetime

from sqlalchemy.orm import Session

from training.people.terms import VerifiedBy
from training.people.views.reachable import verified
from training.records.classes.trainees import Trainee
from training.records.people.reach import PhoneVerification


def verify_phone(session: Session, trainee: Trainee, how: VerifiedBy, by: str, now: datetime) -> bool:
    if verified(session, trainee.id):
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
