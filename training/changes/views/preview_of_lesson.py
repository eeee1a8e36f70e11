"""A change of a lesson before it is asked for: whether it may be, whether it holds at once, what follows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.changes.rules.lessons import (
    TimetableLesson,
    WantedLesson,
    check_lesson_change,
    is_at_once,
    lesson_at,
    warnings_of,
)
from training.changes.views.timetable_of import course_of_change
from training.notice.clock import shanghai_day
from training.records.classes.classes import TrainingClass


@dataclass(frozen=True)
class LessonPreview:
    """The lesson as it is, None where it is added, and as it would be; what else there is to know."""

    was: TimetableLesson | None
    becomes: TimetableLesson
    is_at_once: bool
    punches: int
    gained: int
    warnings: tuple[str, ...]


def preview_of_lesson(
    session: Session, own: TrainingClass, wanted: WantedLesson, *, now: datetime
) -> LessonPreview:
    """Raises what `check_lesson_change` refuses."""
    course = course_of_change(session, own, wanted, now=now)
    becomes = check_lesson_change(course, wanted, shanghai_day(now))
    return LessonPreview(
        lesson_at(course, wanted.slot) if wanted.slot else None,
        becomes,
        is_at_once(course, wanted, now),
        course.punches,
        course.gained,
        tuple(each.message for each in warnings_of(course, wanted)),
    )
