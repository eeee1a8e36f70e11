from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.records.attendance.leave import LeaveOfAbsence


def leaves_of(session: Session, enrolment_ids: Sequence[int]) -> list[LeaveOfAbsence]:
    """Every leave of one person's places in classes, those that were taken back too, in order of the days."""
    own = select(LeaveOfAbsence).where(LeaveOfAbsence.enrolment_id.in_(enrolment_ids))
    loaded = own.options(joinedload(LeaveOfAbsence.revocation))
    return list(session.scalars(loaded.order_by(LeaveOfAbsence.held_on, LeaveOfAbsence.id)))
