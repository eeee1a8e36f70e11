"""From when to when a class is taught on a day, for what depends on being in session."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass


def held_lessons(session: Session, own: TrainingClass, day: date) -> list[Lesson]:
    """Those not cancelled, in order of time."""
    held = select(Lesson).outerjoin(LessonCancellation).where(LessonCancellation.id.is_(None))
    lessons = session.scalars(held.where(Lesson.class_id == own.id, Lesson.held_on == day))
    return sorted(lessons, key=lambda each: own.times.of(each.held_on, each.half_day))


def lesson_spans(session: Session, own: TrainingClass, day: date) -> list[tuple[datetime, datetime]]:
    """Begin and end of each lesson that is held."""
    return [own.times.of(each.held_on, each.half_day) for each in held_lessons(session, own, day)]
