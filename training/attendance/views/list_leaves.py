from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.attendance.leave import LeaveOfAbsence
from training.records.classes.trainees import Enrolment


def list_leaves(session: Session, class_id: int) -> list[LeaveOfAbsence]:
    """Every leave of a class, those that were taken back too, in order of the days."""
    own = select(LeaveOfAbsence).join(LeaveOfAbsence.enrolment).where(Enrolment.class_id == class_id)
    return list(session.scalars(own.order_by(LeaveOfAbsence.held_on, LeaveOfAbsence.id)))
