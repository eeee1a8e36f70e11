"""Who teaches a class, what certifies them and what was said of them (授课教师, R63, R64)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.changes.terms import ChangeState, LessonChangeKind
from training.records.changes.lessons import LessonChange
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.teachers import InstructorCertificate, InstructorReview, TeacherChange
from training.teachers.rules.flags import Certified, Filed, Flagged, Slot, Taught, Teaching, teacher_flags

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
    teachers = {each.teacher for each in taught if each.teacher is not None}
    certificates = certificates_of(session, teachers)
    changes, unsettled = _filed(session, own, lessons)
    return Teaching(
        own.trade,
        taught,
        changes,
        {key: each.verdict for key, each in latest_reviews(session, own.id).items()},
        {key: tuple(map(_certified, held)) for key, held in certificates.items()},
        _elsewhere(session, own, taught, certificates),
        unsettled,
    )


def certificates_of(
    session: Session, teachers: Collection[int]
) -> Mapping[int, Sequence[InstructorCertificate]]:
    """By teacher, as they were written down."""
    found: dict[int, list[InstructorCertificate]] = defaultdict(list)
    rows = select(InstructorCertificate).where(InstructorCertificate.instructor_id.in_(teachers))
    for each in session.scalars(rows.order_by(InstructorCertificate.id)):
        found[each.instructor_id].append(each)
    return found


def latest_reviews(session: Session, class_id: int) -> Mapping[int, InstructorReview]:
    """By teacher."""
    rows = select(InstructorReview).where(InstructorReview.class_id == class_id)
    return {each.instructor_id: each for each in session.scalars(rows.order_by(InstructorReview.ordinal))}


def changes_of(session: Session, class_id: int) -> Sequence[TeacherChange]:
    """In the order in which they were filed, with both teachers and the receipt."""
    both = (joinedload(TeacherChange.old), joinedload(TeacherChange.new), joinedload(TeacherChange.receipt))
    rows = select(TeacherChange).where(TeacherChange.class_id == class_id).options(*both)
    return session.scalars(rows.order_by(TeacherChange.ordinal)).all()


def _taught(own: TrainingClass, each: Lesson) -> Taught:
    starts, _ = own.times.of(each.held_on, each.half_day)
    name = each.instructor.name if each.instructor else ""
    return Taught((each.held_on, each.half_day), starts, each.instructor_id, name)


def _certified(own: InstructorCertificate) -> Certified:
    return Certified(own.trade, own.issued_on, own.expires_on)


def _filed(
    session: Session, own: TrainingClass, lessons: Sequence[Lesson]
) -> tuple[tuple[Filed, ...], frozenset[Slot]]:
    """What was filed of several lessons and of single ones by when it was, and what waits to be approved."""
    keys = {each.instructor.name: each.instructor.id for each in lessons if each.instructor}
    found = [
        Filed(each.new_id, (each.from_day, each.from_half), each.filed_at)
        for each in changes_of(session, own.id)
    ]
    single = LessonChange.class_id == own.id, LessonChange.kind == LessonChangeKind.TEACHER
    unsettled = set()
    for each in session.scalars(select(LessonChange).where(*single).order_by(LessonChange.ordinal)):
        if each.held_on is None or each.half_day is None:
            continue
        slot = (each.held_on, each.half_day)
        if each.state is ChangeState.WAITING:
            unsettled.add(slot)
        elif each.state is not ChangeState.REFUSED and each.new_teacher in keys:
            found.append(Filed(keys[each.new_teacher], slot, each.asked_at, is_one_lesson=True))
    return tuple(sorted(found, key=lambda each: each.filed_at)), frozenset(unsettled)


def _elsewhere(
    session: Session,
    own: TrainingClass,
    taught: Sequence[Taught],
    certificates: Mapping[int, Sequence[InstructorCertificate]],
) -> frozenset[tuple[int, Slot]]:
    """Two records of teachers that share the number of a certificate are one person, of whatever schools."""
    people = {each.teacher: {each.teacher} for each in taught if each.teacher is not None}
    numbers = {each.number: key for key, held in certificates.items() for each in held if each.number}
    shared = select(InstructorCertificate.number, InstructorCertificate.instructor_id)
    for number, key in session.execute(shared.where(InstructorCertificate.number.in_(numbers))):
        people[numbers[number]].add(key)
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
