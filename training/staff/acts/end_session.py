from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.staff.staff import StaffSession
from training.staff.rules.digest import digest


def end_session(session: Session, token: str, *, now: datetime) -> None:
    """Sign out; a second time changes nothing."""
    own = select(StaffSession).where(StaffSession.digest == digest(token), StaffSession.ended_at.is_(None))
    found = session.scalars(own).one_or_none()
    if found is not None:
        found.ended_at = now
