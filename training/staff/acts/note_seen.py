from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import StaffSession


def note_seen(session: Session, session_id: int, *, now: datetime) -> None:
    session.get_one(StaffSession, session_id).seen_at = now
