"""A class whose teachers somebody writes about, held until the transaction ends (R63, R64)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.classes.classes import Instructor, Lesson, TrainingClass
from training.records.staff.staff import Staff
from training.records.teachers import (
    InstructorCertificate,
    InstructorCertificateWithdrawal,
    InstructorReview,
    TeacherChange,
)
from training.teachers.rules.changing import TeachersMoved
from training.teachers.views.teaching_of import lessons_of


@dataclass(frozen=True)
class HeldTeachers:
    """The class with its lessons as nobody else changes them meanwhile."""

    own: TrainingClass
    lessons: Sequence[Lesson]


def hold_teachers(session: Session, staff: Staff, class_id: UUID, permission: Permission) -> HeldTeachers:
    """Raises NotFound."""
    rows = select(TrainingClass).where(TrainingClass.public_id == class_id)
    held = rows.where(within_class(staff, permission)).with_for_update(key_share=True, of=TrainingClass)
    own = session.scalars(held.execution_options(populate_existing=True)).one_or_none()
    if own is None:
        raise NotFound("这个班级")
    return HeldTeachers(own, lessons_of(session, own))


def hold_teacher(session: Session, key: int) -> None:
    """What is written and said of one teacher is so in turn, until the transaction ends."""
    session.scalars(select(Instructor.id).where(Instructor.id == key).with_for_update(key_share=True)).one()


def check_seen(session: Session, held: HeldTeachers, seen: str) -> None:
    """Raises TeachersMoved where they are not as the page showed them."""
    if seen_of(session, held.own.id) != seen:
        raise TeachersMoved


def seen_of(session: Session, class_id: int) -> str:
    """A mark of what was filed and said of the teachers of a class, and of what certifies them."""
    of_lessons = select(Lesson.instructor_id).where(Lesson.class_id == class_id)
    of_changes = select(TeacherChange.old_id).where(TeacherChange.class_id == class_id)
    own, withdrawal = InstructorCertificate, InstructorCertificateWithdrawal
    certificates = own.instructor_id.in_(of_lessons) | own.instructor_id.in_(of_changes)
    asked = select(func.count(withdrawal.id)).join(withdrawal.certificate).where(certificates)
    counts = (
        select(func.count(TeacherChange.id)).where(TeacherChange.class_id == class_id),
        select(func.count(InstructorReview.id)).where(InstructorReview.class_id == class_id),
        select(func.count(own.id)).where(certificates),
        select(func.count(own.withdrawn_at)).where(certificates),
        asked,
    )
    found = session.execute(select(*(each.scalar_subquery() for each in counts))).one()
    return "-".join(map(str, found))
