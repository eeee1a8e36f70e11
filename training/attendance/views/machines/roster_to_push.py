from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee, Withdrawal


class OnRoster(NamedTuple):
    """Somebody of a class; without a number no machine can know him."""

    number: str | None
    name: str


def roster_to_push(session: Session, own: TrainingClass, today: date) -> list[OnRoster]:
    """Who is in the class today, in the roster's order."""
    named = select(Enrolment.attendance_number, Trainee.name).join(
        Trainee, Enrolment.trainee_id == Trainee.id
    )
    here = named.outerjoin(Withdrawal, Withdrawal.enrolment_id == Enrolment.id).where(
        Enrolment.class_id == own.id, or_(Withdrawal.id.is_(None), Withdrawal.last_day >= today)
    )
    return [OnRoster(*row) for row in session.execute(here.order_by(Enrolment.id))]
