"""A trainee takes a copy of the own data (查阅、复制, 个人信息保护法第四十五条), a few times a day."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import TooOften
from training.notice.clock import shanghai_day
from training.records.people.copies import DataCopy

MOST_A_DAY = 3


class TooManyCopies(TooOften):
    """So many a day and no more: a copy reads all that is stored."""

    def __init__(self) -> None:
        super().__init__(f"一天最多下载 {MOST_A_DAY} 次，请明天再下载。")


def take_copy(session: Session, trainee_id: int, *, now: datetime) -> None:
    """Write down that a copy was taken, before it is made. Raises TooManyCopies."""
    today = shanghai_day(now)
    own = select(func.count()).where(DataCopy.trainee_id == trainee_id, DataCopy.taken_on == today)
    row = {"trainee_id": trainee_id, "taken_on": today, "taken_at": now}
    taken = session.scalar(own) or 0
    while taken < MOST_A_DAY:
        taken += 1
        # A second tap at the same moment may have taken this number, and is given the next one.
        if insert_new(session, DataCopy, [row | {"ordinal": taken}]):
            return
    raise TooManyCopies
