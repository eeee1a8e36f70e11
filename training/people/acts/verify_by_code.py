from datetime import datetime

from sqlalchemy.orm import Session

from training.people.acts.verify_phone import verify_phone
from training.people.terms import VerifiedBy
from training.records.classes.trainees import Trainee


def verify_by_code(session: Session, trainee: Trainee, *, now: datetime) -> bool:
    """The trainee typed a code that came to the phone; says whether that is news."""
    return verify_phone(session, trainee, VerifiedBy.CODE, "", now)
