from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.acts.inviting.text_invitation import text_invitation
from training.meetings.acts.wishes.hold_wish import hold_wish
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import InviteResult, InviteWay
from training.meetings.views.accounts import account_of
from training.meetings.views.find_meeting import hold_meeting
from training.meetings.views.waiting_invitations import waiting_invitations
from training.ports.meetings import Invitee
from training.records.classes.trainees import Trainee


@dataclass(frozen=True)
class Ringing:
    """One who is to be rung by the vendor."""

    invitation_id: int
    invitee: Invitee


def plan_invitations(session: Session, taken: TakenWish, *, by_phone: bool, now: datetime) -> list[Ringing]:
    """Choose the way of each who waits: the SMS are written, and those to be rung are given back.

    Those count as unclear from here on: whoever finds the wish after a crash knows that they may have rung.
    """
    meeting = hold_meeting(session, taken.meeting_id)
    if hold_wish(session, taken) is None or meeting.ended_at is not None:
        return []
    ringing = []
    for invitation in waiting_invitations(session, taken):
        invitee = _invitee(session, invitation.enrolment.trainee, by_phone=by_phone)
        if invitee is None:
            text_invitation(session, meeting, invitation, now)
        else:
            invitation.way = InviteWay.ACCOUNT if invitee.account_id else InviteWay.PHONE
            invitation.result = InviteResult.UNCLEAR
            ringing.append(Ringing(invitation.id, invitee))
    session.flush()
    return ringing


def _invitee(session: Session, trainee: Trainee, *, by_phone: bool) -> Invitee | None:
    account = account_of(session, trainee)
    if account is not None and account.account_id:
        return Invitee(trainee.name, account_id=account.account_id)
    return Invitee(trainee.name, phone=trainee.phone) if by_phone else None
