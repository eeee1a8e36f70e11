from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import StaffSession
from training.staff.rules.digest import digest
from training.staff.views.staff_of_session import living_of


def end_other_sessions(session: Session, staff_id: int, token: str, *, now: datetime) -> int:
    """End every session of one's own but the one of `token`; says how many."""
    others = session.scalars(living_of(staff_id, now).where(StaffSession.digest != digest(token))).all()
    for each in others:
        each.ended_at = now
    return len(others)
