from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.people.acts.verify_by_staff import verify_by_staff
from training.people.views.reachable import is_verified
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff


def verify_class(session: Session, training_class: TrainingClass, staff: Staff, *, now: datetime) -> int:
    """Verify every number of the class at its opening and say how many were news.

    Raises NotFound where this person may not see the class.
    """
    see_class(session, staff, training_class.public_id)
    own = select(Trainee).join(Enrolment).where(Enrolment.class_id == training_class.id)
    unverified = session.scalars(own.where(~is_verified()).order_by(Trainee.id)).all()
    return sum(verify_by_staff(session, trainee, staff, now=now) for trainee in unverified)
