from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.acts.recording.end_meeting import end_meeting
from training.meetings.acts.wishes.hold_wish import hold_wish
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.views.find_meeting import hold_meeting


def record_closed(session: Session, taken: TakenWish, *, now: datetime) -> None:
    """The meeting has ended, by us or before."""
    meeting = hold_meeting(session, taken.meeting_id)
    wish = hold_wish(session, taken)
    if wish is not None:
        end_meeting(session, meeting, at=now, now=now)
