from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.records.meetings.meetings import MeetingNotice

A_MOMENT = timedelta(seconds=2)


def put_off_notice(session: Session, key: int, pause: timedelta, *, now: datetime) -> None:
    """Whoever waits for it is told in a moment, or as late as the platform asks for."""
    own = update(MeetingNotice).where(MeetingNotice.id == key, MeetingNotice.told_at.is_(None))
    session.execute(own.values(leased_until=now + max(pause, A_MOMENT)))
