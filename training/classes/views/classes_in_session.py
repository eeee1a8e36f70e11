"""Which lessons are held on a day, of the classes that somebody may see."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from training.classes.views.see_classes import visible_classes
from training.notice.terms import HalfDay
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.staff.staff import Staff


def lessons_of_day(session: Session, staff: Staff, day: date) -> list[Lesson]:
    """Those not cancelled, the morning's first, then by class number; each with its class."""
    seen = visible_classes(staff).with_only_columns(TrainingClass.id)
    of_class = contains_eager(Lesson.training_class)
    lessons = (
        select(Lesson)
        .join(Lesson.training_class)
        .outerjoin(LessonCancellation)
        .options(of_class.joinedload(TrainingClass.district), of_class.joinedload(TrainingClass.institution))
        .where(Lesson.held_on == day, LessonCancellation.id.is_(None), Lesson.class_id.in_(seen))
        .order_by(TrainingClass.class_number)
    )
    halves = list(HalfDay)
    return sorted(session.scalars(lessons), key=lambda lesson: halves.index(lesson.half_day))
