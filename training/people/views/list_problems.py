"""学员反映: what trainees told the office, and what became of it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within
from training.errors import NotFound
from training.notice.permissions import Permission, is_everywhere
from training.records.people.personal_data import ProblemHandling, ProblemReport
from training.records.staff.staff import Staff


def list_problems(
    session: Session, staff: Staff, limit: int = 100, *, is_open: bool = False
) -> Sequence[ProblemReport]:
    """A district's own (R09): the latest first; of those that are open what waits longest."""
    own = _visible(staff)
    if is_open:
        waiting = own.outerjoin(ProblemReport.handling).where(ProblemHandling.id.is_(None))
        in_order = waiting.order_by(ProblemReport.reported_at, ProblemReport.id)
    else:
        in_order = own.order_by(ProblemReport.reported_at.desc(), ProblemReport.id.desc())
    return session.scalars(in_order.limit(limit)).all()


def find_problem(session: Session, staff: Staff, public_id: UUID) -> ProblemReport:
    """What somebody told, if this person may see it; raises NotFound."""
    found = session.scalars(_visible(staff).where(ProblemReport.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound("这件学员反映")
    return found


def waiting_problems(staff: Staff) -> Select[ProblemReport]:
    """Those that this person is to do something about: a district's own, the city's without a district."""
    own = select(ProblemReport).outerjoin(ProblemReport.handling).where(ProblemHandling.id.is_(None))
    if is_everywhere(staff.role, Permission.HANDLE_PROBLEMS):
        return own.where(ProblemReport.district_id.is_(None))
    return own.where(within(staff, Permission.HANDLE_PROBLEMS, district=ProblemReport.district_id))


def _visible(staff: Staff) -> Select[ProblemReport]:
    reports = select(ProblemReport).options(
        joinedload(ProblemReport.trainee), joinedload(ProblemReport.handling)
    )
    return reports.where(within(staff, Permission.SEE_PROBLEMS, district=ProblemReport.district_id))
