"""Every morning: deadlines follow the calendar, also where the library learned a year with an update."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.deadlines.acts.move_deadlines import move_deadlines
from training.deadlines.acts.tell_moved import tell_moved

BECAUSE = "日历更新后重新计算"


def keep_deadlines(session: Session, *, now: datetime) -> int:
    """For the schedule: says how many alerts are new."""
    return tell_moved(session, move_deadlines(session, BECAUSE, now=now), BECAUSE, now=now)
