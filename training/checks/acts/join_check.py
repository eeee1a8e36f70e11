from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.enter_check import enter_check
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import find_check
from training.checks.views.see_check import view_of
from training.records.staff.staff import Staff


def join_check(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> CheckView:
    """Come into a check that a colleague, or one's own page, has started; raises NotFound."""
    check = find_check(session, staff, check_id)
    enter_check(session, staff, check, now=now)
    return view_of(session, check, staff, now)
