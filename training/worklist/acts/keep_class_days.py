from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.database import insert_new
from training.notice.clock import shanghai_day
from training.records.figures import ClassDay
from training.worklist.rules.figures import days_before
from training.worklist.views.class_days import Days


def keep_class_days(session: Session, found: Days, *, now: datetime) -> None:
    """Put what was found in the place of what was kept of these classes; the same again changes nothing.

    Only the last thirty days are kept: the ledger says the rest whenever somebody asks.
    """
    session.execute(delete(ClassDay).where(ClassDay.class_id.in_(list(found))))
    session.execute(delete(ClassDay).where(ClassDay.held_on < days_before(shanghai_day(now))[0]))
    rows = [
        {"class_id": key, "held_on": day, "expected": each.expected, "present": each.present}
        for key, days in found.items()
        for day, each in days.items()
    ]
    insert_new(session, ClassDay, rows)
