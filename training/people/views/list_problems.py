from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within
from training.notice.permissions import Permission
from training.records.people.personal_data import ProblemReport
from training.records.staff.staff import Staff


def list_problems(session: Session, staff: Staff, limit: int = 100) -> Sequence[ProblemReport]:
    """The latest first; a district's own (R09)."""
    reports = select(ProblemReport).options(joinedload(ProblemReport.trainee))
    own = reports.where(within(staff, Permission.SEE_PROBLEMS, district=ProblemReport.district_id))
    newest = own.order_by(ProblemReport.reported_at.desc(), ProblemReport.id.desc())
    return session.scalars(newest.limit(limit)).all()
