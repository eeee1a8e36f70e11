from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.acts.inviting.text_invitation import text_invitation
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import InviteResult
from training.meetings.views.find_meeting import hold_meeting
from training.meetings.views.waiting_invitations import waiting_invitations

TO_BE_DONE = (InviteResult.WAITING, InviteResult.UNCLEAR)


def text_the_rest(session: Session, taken: TakenWish, *, now: datetime) -> None:
    """The vendor rings nobody: those who were not rung for sure are texted."""
    meeting = hold_meeting(session, taken.meeting_id)
    if meeting.ended_at is None:
        for invitation in waiting_invitations(session, taken, TO_BE_DONE):
            text_invitation(session, meeting, invitation, now)
    session.flush()
