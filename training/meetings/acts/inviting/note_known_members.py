from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import InviteResult, InviteWay
from training.meetings.views.accounts import account_of
from training.meetings.views.waiting_invitations import waiting_invitations
from training.ports.meetings import MeetingMember


def note_known_members(
    session: Session, taken: TakenWish, members: Collection[MeetingMember], *, now: datetime
) -> None:
    """After a crash: whom the meeting names was invited, the others are asked now."""
    accounts = {each.account_id for each in members if each.account_id}
    rung = {each.name for each in members if each.by_phone}
    for invitation in waiting_invitations(session, taken, (InviteResult.UNCLEAR,)):
        trainee = invitation.enrolment.trainee
        account = account_of(session, trainee)
        has_account = account is not None and account.account_id in accounts
        is_known = has_account or (invitation.way is InviteWay.PHONE and trainee.name in rung)
        invitation.result = InviteResult.SENT if is_known else InviteResult.WAITING
        invitation.invited_at = now if is_known else None
    session.flush()
