from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.records.attendance.leave import LeaveOfAbsence
from training.records.classes.trainees import Enrolment


def list_leaves(session: Session, class_id: int) -> list[LeaveOfAbsence]:
    """Every leave of a class, those that were taken back too, in order of the days; one statement.

    With who is on leave and how it was taken back.
    """
    own = select(LeaveOfAbsence).join(LeaveOfAbsence.enrolment).where(Enrolment.class_id == class_id)
    whose = contains_eager(LeaveOfAbsence.enrolment).joinedload(Enrolment.trainee)
    loaded = own.options(whose, joinedload(LeaveOfAbsence.revocation))
    return list(session.scalars(loaded.order_by(LeaveOfAbsence.held_on, LeaveOfAbsence.id)))
