from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.changes.terms import LessonChangeKind
from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.notice.terms import HalfDay
from training.records.changes.lessons import LessonChange
from training.records.classes.classes import Lesson, LessonCancellation

CANCELS = (LessonChangeKind.CANCEL, LessonChangeKind.MOVE)
HOLDS = (LessonChangeKind.MAKE_UP, LessonChangeKind.MOVE)


def change_lesson(session: Session, asked: LessonChange, *, by: str, now: datetime) -> None:
    """Bring the timetable to what was asked: what is no longer held is cancelled, never removed."""
    teacher = find_or_add_instructor(session, asked.training_class.institution_id, asked.new_teacher)
    if asked.kind is LessonChangeKind.TEACHER:
        _lesson(session, asked).instructor = teacher
    if asked.kind in CANCELS:
        own = _lesson(session, asked)
        session.add(LessonCancellation(lesson=own, reason=asked.reason, cancelled_by=by, cancelled_at=now))
    if asked.kind in HOLDS:
        day, half_day = _place(asked)
        made = Lesson(
            class_id=asked.class_id,
            held_on=day,
            half_day=half_day,
            content=asked.content,
            mode=asked.mode,
            halves=asked.halves,
            instructor=teacher,
            cancellation=None,
        )
        session.add(made)
    session.flush()


def _lesson(session: Session, asked: LessonChange) -> Lesson:
    own = select(Lesson).where(Lesson.class_id == asked.class_id, Lesson.held_on == asked.held_on)
    return session.scalars(own.where(Lesson.half_day == asked.half_day)).one()


def _place(asked: LessonChange) -> tuple[date, HalfDay]:
    if asked.new_on is None or asked.new_half_day is None:
        raise ValueError("a lesson that is held has a day")
    return asked.new_on, asked.new_half_day
