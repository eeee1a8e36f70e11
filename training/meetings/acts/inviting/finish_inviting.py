from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.acts.wishes.hold_wish import hold_wish
from training.meetings.acts.wishes.settle import settle
from training.meetings.rules.taken_wish import TakenWish


def finish_inviting(session: Session, taken: TakenWish, *, now: datetime) -> None:
    wish = hold_wish(session, taken)
    if wish is not None:
        settle(session, wish, now=now)
