from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.views.find_check import find_check
from training.database import insert_new
from training.records.chat import CheckFocus
from training.records.staff.staff import Staff


def enter_check(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> None:
    """From now on this inspector's commands are about this check."""
    check = find_check(session, staff, check_id)
    row = {"staff_id": staff.id, "check_id": check.id, "entered_at": now}
    if not insert_new(session, CheckFocus, [row]):
        focus = session.scalars(select(CheckFocus).where(CheckFocus.staff_id == staff.id)).one()
        focus.check_id, focus.entered_at = check.id, now
        session.flush()
