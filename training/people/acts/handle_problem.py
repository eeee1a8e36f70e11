"""办结学员反映: what was done about a problem that a trainee told, once and with words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import NotFound, NotNow
from training.notice.notes import read_reason
from training.notice.permissions import Permission, may
from training.people.views.list_problems import find_problem
from training.records.people.personal_data import ProblemHandling, ProblemReport
from training.records.staff.staff import Staff


class ProblemHandled(NotNow):
    """Somebody was first."""

    def __init__(self) -> None:
        super().__init__("这件反映已有人办结，请刷新页面看办理情况。")


def handle_problem(
    session: Session, staff: Staff, public_id: UUID, note: str, *, now: datetime
) -> ProblemReport:
    """Record what was done about it; raises NotFound, ReasonMissing, TextTooLong or ProblemHandled."""
    report = find_problem(session, staff, public_id)
    if not may(staff.role, Permission.HANDLE_PROBLEMS):
        raise NotFound("这件学员反映")
    done = {"note": read_reason(note, "办结"), "handled_by": staff.name, "handled_at": now}
    if not insert_new(session, ProblemHandling, [{"report_id": report.id, "staff_id": staff.id} | done]):
        raise ProblemHandled
    return report
