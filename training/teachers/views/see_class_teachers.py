"""The teachers of one class as an office looks at them (R63, R64)."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.classes.classes import Instructor, Lesson, TrainingClass
from training.records.teachers import InstructorCertificate, InstructorReview, TeacherChange
from training.teachers.rules.flags import Flagged, teacher_flags
from training.teachers.views.certificates_on_paper import asked_of
from training.teachers.views.filed_of import changes_of
from training.teachers.views.hold_teachers import seen_of
from training.teachers.views.teaching_of import (
    certificates_of,
    latest_reviews,
    lessons_of,
    teaching_of,
)


@dataclass(frozen=True)
class ClassTeachers:
    """Everybody who is filed for a lesson that is held; what each has, by the key of the teacher."""

    teachers: Sequence[Instructor]
    lessons: Mapping[int, Sequence[Lesson]]
    certificates: Mapping[int, Sequence[InstructorCertificate]]
    reviews: Mapping[int, InstructorReview]
    changes: Sequence[TeacherChange]
    flags: Sequence[Flagged]
    asked: Set[int]
    """Certificates of which somebody asks for the withdrawal, by key."""
    seen: str
    """A mark of what was filed and said."""


def see_class_teachers(session: Session, own: TrainingClass, *, now: datetime) -> ClassTeachers:
    """By name; whoever was filed before a late change and is flagged for it too."""
    lessons = lessons_of(session, own)
    flags = teacher_flags(teaching_of(session, own, lessons), now)
    found = {each.instructor.id: each.instructor for each in lessons if each.instructor}
    found |= _before(session, {each.teacher for each in flags if each.teacher is not None} - set(found))
    certificates = certificates_of(session, found)
    in_turn = sorted(lessons, key=lambda each: own.times.of(each.held_on, each.half_day))
    return ClassTeachers(
        sorted(found.values(), key=lambda each: (each.name, each.id)),
        {key: [each for each in in_turn if each.instructor_id == key] for key in found},
        certificates,
        latest_reviews(session, own.id),
        changes_of(session, own.id),
        flags,
        asked_of(session, [each.id for held in certificates.values() for each in held]),
        seen_of(session, own.id),
    )


def _before(session: Session, keys: Set[int]) -> dict[int, Instructor]:
    if not keys:
        return {}
    return {each.id: each for each in session.scalars(select(Instructor).where(Instructor.id.in_(keys)))}
