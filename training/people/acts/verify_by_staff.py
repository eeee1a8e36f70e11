from datetime import datetime

from sqlalchemy.orm import Session

from training.people.acts.verify_phone import verify_phone
from training.people.terms import VerifiedBy
from training.records.classes.trainees import Trainee
from training.records.staff.staff import Staff


def verify_by_staff(session: Session, trainee: Trainee, staff: Staff, *, now: datetime) -> bool:
    """Somebody of the institution or of the supervision has checked the number; says whether that is news."""
    how = VerifiedBy.INSTITUTION if staff.institution_id is not None else VerifiedBy.INSPECTOR
    return verify_phone(session, trainee, how, staff.name, now)
