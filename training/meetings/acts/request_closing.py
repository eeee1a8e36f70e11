"""Close a check's meeting; the list of who was there is fetched afterwards, and kept (R33)."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.acts.recording.end_meeting import WAITING
from training.meetings.acts.wishes.drop_wishes import drop_wishes
from training.meetings.acts.wishes.want import want
from training.meetings.terms import MeetingState, MeetingTrouble, WishKind
from training.meetings.views.find_meeting import hold_meeting, open_meeting
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def request_closing(session: Session, check: SpotCheck, staff: Staff, *, now: datetime) -> None:
    """Nothing where no meeting is open; one that was not begun is not begun any more."""
    found = open_meeting(session, check.id)
    if found is None:
        return
    meeting = hold_meeting(session, found.id)
    if meeting.state is MeetingState.WANTED:
        drop_wishes(session, meeting.id, tuple(WishKind), now=now)
        meeting.state, meeting.ended_at = MeetingState.ENDED, now
        meeting.trouble = MeetingTrouble.DROPPED
    elif meeting.ended_at is None:
        drop_wishes(session, meeting.id, WAITING, now=now)
        # While it is being opened this waits until the vendor has answered.
        want(session, meeting, WishKind.CLOSE, now=now, staff_id=staff.id)
    session.flush()
