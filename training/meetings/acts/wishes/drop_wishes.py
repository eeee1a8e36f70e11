from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.meetings.terms import MeetingTrouble, WishKind
from training.records.meetings.meetings import MeetingWish


def drop_wishes(session: Session, meeting_id: int, kinds: Collection[WishKind], *, now: datetime) -> None:
    """Their cause is gone; nobody is told."""
    own = (
        update(MeetingWish)
        .where(MeetingWish.meeting_id == meeting_id, MeetingWish.kind.in_(kinds))
        .where(MeetingWish.settled_at.is_(None))
    )
    session.execute(own.values(settled_at=now, trouble=MeetingTrouble.DROPPED))
