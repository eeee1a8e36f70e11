"""Who teaches a class, what certifies them and what was said of them (授课教师, R63, R64)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.teachers import InstructorCertificate, InstructorReview
from training.teachers.rules.flags import Certified, Flagged, Slot, Taught, Teaching, teacher_flags
from training.teachers.views.filed_of import filed_of
from training.teachers.views.same_person import records_of

Rows = TypeVar("Rows", bound=Select[*tuple[Any, ...]])


def teacher_flags_of(session: Session, class_id: int, *, now: datetime) -> list[Flagged]:
    """Of one class by its key, in as many statements however many lessons and teachers it has."""
    own = session.get_one(TrainingClass, class_id)
    return teacher_flags(teaching_of(session, own, lessons_of(session, own)), now)


def lessons_of(session: Session, own: TrainingClass) -> tuple[Lesson, ...]:
    """Those that are held, with their teacher."""
    rows = _held(select(Lesson)).where(Lesson.class_id == own.id)
    return tuple(session.scalars(rows.options(joinedload(Lesson.instructor))))


def teaching_of(session: Session, own: TrainingClass, lessons: Sequence[Lesson]) -> Teaching:
    """The class as the rule of flags sees it."""
    taught = tuple(_taught(own, each) for each in lessons)
    filed = filed_of(session, own)
    names = dict(filed.names) | {each.teacher: each.name for each in taught if each.teacher is not None}
    certificates = certificates_of(session, names)
    records = records_of(session, names, certificates)
    return Teaching(
        own.trade,
        taught,
        filed.changes,
        {key: each.verdict for key, each in latest_reviews(session, own.id).items()},
        {key: tuple(map(_certified, held)) for key, held in certificates.items()},
        _elsewhere(session, own, taught, records.same),
        records.shared,
        filed.unsettled,
        filed.names,
    )


def certificates_of(
    session: Session, teachers: Collection[int]
) -> Mapping[int, Sequence[InstructorCertificate]]:
    """By teacher, as they were written down; what was withdrawn counts for nothing."""
    found: dict[int, list[InstructorCertificate]] = defaultdict(list)
    rows = select(InstructorCertificate).where(
        InstructorCertificate.instructor_id.in_(teachers), InstructorCertificate.withdrawn_at.is_(None)
    )
    for each in session.scalars(rows.order_by(InstructorCertificate.id)):
        found[each.instructor_id].append(each)
    return found


def latest_reviews(session: Session, class_id: int) -> Mapping[int, InstructorReview]:
    """By teacher."""
    rows = select(InstructorReview).where(InstructorReview.class_id == class_id)
    return {each.instructor_id: each for each in session.scalars(rows.order_by(InstructorReview.ordinal))}


def _taught(own: TrainingClass, each: Lesson) -> Taught:
    starts, _ = own.times.of(each.held_on, each.half_day)
    name = each.instructor.name if each.instructor else ""
    slot = (each.held_on, each.half_day)
    return Taught(slot, starts, each.instructor_id, name, each.instructor_filled_at)


def _certified(own: InstructorCertificate) -> Certified:
    return Certified(own.trade, own.issued_on, own.expires_on)


def _elsewhere(
    session: Session, own: TrainingClass, taught: Sequence[Taught], people: Mapping[int, Set[int]]
) -> frozenset[tuple[int, Slot]]:
    """Half days of the class for which one of them is filed in another one too."""
    everybody = {key for keys in people.values() for key in keys}
    days = {each.slot[0] for each in taught}
    rows = _held(select(Lesson.instructor_id, Lesson.held_on, Lesson.half_day))
    others = rows.where(Lesson.class_id != own.id, Lesson.instructor_id.in_(everybody))
    busy = {(key, (day, half)) for key, day, half in session.execute(others.where(Lesson.held_on.in_(days)))}
    return frozenset((own_key, slot) for own_key, keys in people.items() for key, slot in busy if key in keys)


def _held(rows: Rows) -> Rows:
    return rows.outerjoin(LessonCancellation, LessonCancellation.lesson_id == Lesson.id).where(
        LessonCancellation.id.is_(None)
    )
