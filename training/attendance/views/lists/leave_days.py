from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.terms import DayPart
from training.attendance.views.standing_leave import is_standing
from training.notice.terms import HalfDay
from training.records.attendance.leave import LeaveOfAbsence
from training.records.classes.trainees import Enrolment

PARTS = {DayPart.MORNING: (HalfDay.MORNING,), DayPart.AFTERNOON: (HalfDay.AFTERNOON,)}


def leave_days(session: Session, class_id: int) -> Collection[tuple[int, date, HalfDay]]:
    """The half days for which somebody of the class has leave that stands, with the enrolment."""
    own = select(LeaveOfAbsence.enrolment_id, LeaveOfAbsence.held_on, LeaveOfAbsence.part)
    rows = own.join(Enrolment).where(Enrolment.class_id == class_id, is_standing())
    return {
        (enrolment_id, held_on, half_day)
        for enrolment_id, held_on, part in session.execute(rows)
        for half_day in PARTS.get(part, tuple(HalfDay))
    }
