from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment


def latest_district(session: Session, trainee_id: int) -> District | None:
    """Of the trainee's latest class: who answers for what is said there; None without any class."""
    own = (
        select(District)
        .join(TrainingClass, TrainingClass.district_id == District.id)
        .join(Enrolment, Enrolment.class_id == TrainingClass.id)
        .where(Enrolment.trainee_id == trainee_id)
    )
    latest_first = own.order_by(TrainingClass.starts_on.desc(), TrainingClass.id.desc())
    return session.scalars(latest_first.limit(1)).first()
