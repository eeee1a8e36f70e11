from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.records.classes.classes import TrainingClass
from training.rosters.acts.tell_of_kinds import tell_of_kinds


def tell_of_running_kinds(session: Session, *, now: datetime) -> int:
    """For the schedule: what became doubtful of a class without an act about it, as when people left.

    Says how many are told anew (R40, R57).
    """
    today = shanghai_day(now)
    running = TrainingClass.starts_on <= today, TrainingClass.ends_on >= today
    return tell_of_kinds(session, session.scalars(select(TrainingClass.id).where(*running)).all(), now=now)
