from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.records.staff.staff import Staff, StaffLink, StaffSession


def end_sessions(session: Session, staff: Staff, *, now: datetime) -> None:
    """Everywhere at once, and no link that was made before lets this person in again, also where the clock
    runs ahead just now and takes it for expired."""
    own = update(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None))
    session.execute(own.values(ended_at=now))
    unused = update(StaffLink).where(StaffLink.staff_id == staff.id, StaffLink.expires_at > StaffLink.made_at)
    session.execute(unused.values(expires_at=StaffLink.made_at))
