from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.acts.recording.end_meeting import end_meeting
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.views.find_meeting import hold_meeting


def record_gone(session: Session, taken: TakenWish, *, now: datetime) -> None:
    """The vendor says in passing that the meeting is over."""
    end_meeting(session, hold_meeting(session, taken.meeting_id), at=now, now=now)
