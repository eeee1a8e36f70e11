from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.meetings.terms import InviteResult
from training.records.meetings.meetings import MeetingInvitation


def note_invitations(
    session: Session, invitation_ids: Collection[int], result: InviteResult, *, now: datetime
) -> None:
    own = update(MeetingInvitation).where(MeetingInvitation.id.in_(invitation_ids))
    sent_at = now if result is InviteResult.SENT else None
    session.execute(own.values(result=result, invited_at=sent_at))
