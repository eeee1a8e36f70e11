from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.meetings.rules.meetings import LEASE
from training.meetings.rules.taken_wish import TakenWish
from training.records.meetings.meetings import MeetingWish


def renew_lease(session: Session, taken: TakenWish, *, now: datetime) -> bool:
    """The work goes on: nobody takes it over yet. False where it is settled, or another has it by now."""
    own = update(MeetingWish).where(MeetingWish.id == taken.key, MeetingWish.settled_at.is_(None))
    mine = own.where(MeetingWish.attempts == taken.attempt)
    return session.scalar(mine.values(due_at=now + LEASE).returning(MeetingWish.id)) is not None
