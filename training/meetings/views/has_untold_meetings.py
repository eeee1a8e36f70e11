"""Outcomes of meetings that their inspectors were not told of yet."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.meetings.rules.meetings import LONGEST_REST
from training.records.meetings.meetings import MeetingNotice
from training.records.moments import has_come

# Later it is no news any more.
TOLD_WITHIN = timedelta(hours=2)


def untold_notices(now: datetime) -> Select[MeetingNotice]:
    return (
        select(MeetingNotice)
        .where(MeetingNotice.told_at.is_(None), has_come(MeetingNotice.leased_until, LONGEST_REST, now))
        .where(MeetingNotice.written_at > now - TOLD_WITHIN)
        .order_by(MeetingNotice.id)
    )


def has_untold_meetings(session: Session, *, now: datetime) -> bool:
    return session.scalar(untold_notices(now).with_only_columns(MeetingNotice.id).limit(1)) is not None
