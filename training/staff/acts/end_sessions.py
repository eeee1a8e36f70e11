from datetime import UTC, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.records.staff.staff import Staff, StaffLink, StaffSession

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Before any clock that anybody will ever enter by."""


def end_sessions(session: Session, staff: Staff, *, now: datetime) -> None:
    """Everywhere at once, and no link that was made before lets this person in again, whichever clock was
    ahead or is: that of now, which takes it for expired, or the one that made it, which takes it for new."""
    own = update(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None))
    session.execute(own.values(ended_at=now))
    unused = update(StaffLink).where(StaffLink.staff_id == staff.id, StaffLink.expires_at > StaffLink.made_at)
    session.execute(unused.values(expires_at=NEVER))
