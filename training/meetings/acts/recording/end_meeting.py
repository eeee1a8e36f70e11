from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.meetings.acts.show_on_cards import show_on_cards
from training.meetings.acts.wishes.drop_wishes import drop_wishes
from training.meetings.acts.wishes.settle import settle
from training.meetings.acts.wishes.want import want
from training.meetings.terms import MeetingState, WishKind
from training.records.meetings.meetings import Meeting, MeetingWish


def end_meeting(session: Session, meeting: Meeting, *, at: datetime, now: datetime) -> None:
    """It is over, whoever ended it: what is still wished is of no use, and the list of members is fetched.

    Where nobody here asked for the end, the host is told.
    """
    if meeting.ended_at is not None:
        return
    meeting.state, meeting.ended_at = MeetingState.ENDED, at
    drop_wishes(session, meeting.id, (WishKind.OPEN, *WAITING), now=now)
    asked = _closing(session, meeting)
    if asked is not None and asked.settled_at is None:
        settle(session, asked, now=now)
    want(session, meeting, WishKind.MEMBERS, now=now, staff_id=None if asked else meeting.host_id)
    show_on_cards(session, meeting)
    session.flush()


def _closing(session: Session, meeting: Meeting) -> MeetingWish | None:
    own = select(MeetingWish).where(MeetingWish.meeting_id == meeting.id, MeetingWish.kind == WishKind.CLOSE)
    return session.scalars(own.order_by(MeetingWish.id.desc()).limit(1)).first()


WAITING = (WishKind.INVITE, WishKind.REMIND, WishKind.LOOK)
"""Of no use once the meeting has ended."""
