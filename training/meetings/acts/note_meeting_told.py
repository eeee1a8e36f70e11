from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.records.meetings.meetings import MeetingNotice


def note_meeting_told(session: Session, key: int, *, now: datetime) -> None:
    session.execute(update(MeetingNotice).where(MeetingNotice.id == key).values(told_at=now))
