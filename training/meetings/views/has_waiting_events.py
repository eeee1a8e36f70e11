"""News of meetings that arrived and were not worked on yet."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from training.meetings.terms import MeetingState
from training.records.meetings.meetings import Meeting
from training.records.meetings.members import MeetingEvent


def our_conferences() -> Any:
    return select(Meeting.conference_id).where(Meeting.conference_id.is_not(None))


def has_waiting_events(session: Session, *, now: datetime) -> bool:
    """Whether there are events of a known meeting, or such as are nobody's by now."""
    waiting = select(MeetingEvent.id).where(MeetingEvent.applied_at.is_(None))
    known = waiting.where(MeetingEvent.conference_id.in_(our_conferences()))
    old = waiting.where(MeetingEvent.received_at <= now - KEPT_FOR)
    unsure = waiting.where(exists().where(*IS_UNSURE))
    return any(session.scalar(each.limit(1)) is not None for each in (known, old, unsure))


# An event may overtake the answer that tells us the meeting's number; later than this it is nobody's.
KEPT_FOR = timedelta(minutes=10)


IS_UNSURE = (Meeting.state == MeetingState.OPENING, Meeting.conference_id.is_(None))
"""The vendor was asked for the meeting, and nobody knows its number yet."""
