"""A trainee is on leave (请假) for a day or half a day, approved beforehand or afterwards."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.attendance.terms import DayPart
from training.database import insert_new
from training.errors import NotNow, NotRight
from training.records.attendance.leave import LeaveOfAbsence, LeaveRevocation
from training.records.classes.classes import Lesson
from training.records.classes.trainees import Enrolment


class NoLessonThen(NotRight):
    """The class has no lesson then, so there is nothing to be absent from."""

    def __init__(self, held_on: date, part: DayPart):
        when = "" if part is DayPart.WHOLE_DAY else part.value
        super().__init__(f"这个班 {held_on} {when}没有课，不用请假；请核对日期。")


class AlreadyOnLeave(NotNow):
    """This leave is on record."""

    def __init__(self, held_on: date, part: DayPart):
        super().__init__(f"{held_on} {part.value}已登记请假，不用再登记。")


@dataclass(frozen=True)
class Leave:
    """When, how long and why."""

    held_on: date
    part: DayPart
    reason: str


def approve_leave(
    session: Session, enrolment: Enrolment, leave: Leave, *, approved_by: str, now: datetime
) -> None:
    """Record an approved leave; raises NoLessonThen or AlreadyOnLeave."""
    lessons = select(Lesson.half_day).where(
        Lesson.class_id == enrolment.class_id, Lesson.held_on == leave.held_on
    )
    held = [half_day.value for half_day in session.scalars(lessons)]
    if not held or (leave.part is not DayPart.WHOLE_DAY and leave.part.value not in held):
        raise NoLessonThen(leave.held_on, leave.part)
    row = {
        "enrolment_id": enrolment.id,
        "held_on": leave.held_on,
        "part": leave.part,
        "turn": 1 + _taken_back(session, enrolment, leave),
        "reason": leave.reason,
        "approved_by": approved_by,
        "approved_at": now,
    }
    if not insert_new(session, LeaveOfAbsence, [row]):
        raise AlreadyOnLeave(leave.held_on, leave.part)


def _taken_back(session: Session, enrolment: Enrolment, leave: Leave) -> int:
    like_it = select(func.count()).select_from(LeaveOfAbsence).join(LeaveRevocation)
    own = like_it.where(LeaveOfAbsence.enrolment_id == enrolment.id, LeaveOfAbsence.part == leave.part)
    return session.scalar(own.where(LeaveOfAbsence.held_on == leave.held_on)) or 0
