from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import InviteResult
from training.records.classes.trainees import Enrolment
from training.records.meetings.meetings import MeetingInvitation


def waiting_invitations(
    session: Session, taken: TakenWish, results: Collection[InviteResult] = (InviteResult.WAITING,)
) -> list[MeetingInvitation]:
    own = (
        select(MeetingInvitation)
        .where(MeetingInvitation.wish_id == taken.key, MeetingInvitation.result.in_(results))
        .order_by(MeetingInvitation.id)
        .options(joinedload(MeetingInvitation.enrolment).joinedload(Enrolment.trainee))
    )
    return list(session.scalars(own))
