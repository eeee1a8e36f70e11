from datetime import datetime

from sqlalchemy.orm import Session

from training.classes.views.active_roster import active_roster
from training.meetings.acts.show_on_cards import show_on_cards
from training.meetings.acts.wishes.hold_wish import hold_wish
from training.meetings.acts.wishes.settle import settle
from training.meetings.acts.wishes.want import want
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import InviteResult, MeetingState, WishKind
from training.meetings.views.find_meeting import hold_meeting
from training.ports.meetings import OpenedMeeting
from training.records.meetings.meetings import MeetingInvitation


def record_opened(session: Session, taken: TakenWish, opened: OpenedMeeting, *, now: datetime) -> None:
    """The meeting runs; with the same stroke everybody of the active roster is to be invited."""
    meeting = hold_meeting(session, taken.meeting_id)
    wish = hold_wish(session, taken)
    if wish is None:
        return
    meeting.state, meeting.opened_at = MeetingState.RUNNING, now
    meeting.conference_id = opened.conference_id
    meeting.join_address, meeting.room_code = opened.join_address, opened.room_code[:64]
    meeting.dial_in = list(opened.dial_in)
    settle(session, wish, now=now)
    invite = want(session, meeting, WishKind.INVITE, now=now, staff_id=meeting.host_id)
    if invite is not None:
        session.add_all(
            MeetingInvitation(
                meeting_id=meeting.id, wish_id=invite.id, enrolment_id=each.id, result=InviteResult.WAITING
            )
            for each in active_roster(session, meeting.check.class_id, now)
        )
    show_on_cards(session, meeting)
    session.flush()
