from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.acts.wishes.notify_asker import notify_asker
from training.meetings.terms import WishKind
from training.records.meetings.meetings import MeetingWish

TOLD_WHEN_DONE = (WishKind.OPEN, WishKind.MEMBERS)


def settle(session: Session, wish: MeetingWish, *, now: datetime) -> None:
    """It is done."""
    wish.settled_at, wish.trouble, wish.is_unclear = now, None, False
    if wish.kind in TOLD_WHEN_DONE and wish.staff_id is not None:
        notify_asker(session, wish, now)
