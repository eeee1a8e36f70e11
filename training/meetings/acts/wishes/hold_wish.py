from sqlalchemy import select
from sqlalchemy.orm import Session

from training.meetings.rules.taken_wish import TakenWish
from training.records.meetings.meetings import MeetingWish


def hold_wish(session: Session, taken: TakenWish) -> MeetingWish | None:
    """The wish of a meeting that is held; None where it is settled, or another bot has taken it over."""
    own = select(MeetingWish).where(MeetingWish.id == taken.key, MeetingWish.settled_at.is_(None))
    mine = own.where(MeetingWish.attempts == taken.attempt)
    return session.scalars(mine.with_for_update()).one_or_none()
