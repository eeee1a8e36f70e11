from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.notice.terms import Role
from training.records.people.personal_data import ProblemReport
from training.records.staff.staff import Staff


def list_problems(session: Session, staff: Staff, limit: int = 100) -> Sequence[ProblemReport]:
    """The latest first; a district's own (R09)."""
    reports = select(ProblemReport).options(joinedload(ProblemReport.trainee))
    if staff.role is Role.DISTRICT:
        reports = reports.where(ProblemReport.district_id == staff.district_id)
    newest = reports.order_by(ProblemReport.reported_at.desc(), ProblemReport.id.desc())
    return session.scalars(newest.limit(limit)).all()
