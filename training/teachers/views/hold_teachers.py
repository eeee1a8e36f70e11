"""A class whose teachers somebody writes about, held until the transaction ends (R63, R64)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.classes.classes import Lesson, TrainingClass
from training.records.staff.staff import Staff
from training.records.teachers import InstructorReview, TeacherChange
from training.teachers.rules.changing import TeachersMoved
from training.teachers.views.teaching_of import lessons_of


@dataclass(frozen=True)
class HeldTeachers:
    """The class with its lessons as nobody else changes them meanwhile."""

    own: TrainingClass
    lessons: Sequence[Lesson]


def hold_teachers(
    session: Session, staff: Staff, class_id: UUID, permission: Permission, seen: str
) -> HeldTeachers:
    """Raises NotFound, or TeachersMoved where they are not as the page showed them."""
    rows = select(TrainingClass).where(TrainingClass.public_id == class_id)
    held = rows.where(within_class(staff, permission)).with_for_update(key_share=True, of=TrainingClass)
    own = session.scalars(held.execution_options(populate_existing=True)).one_or_none()
    if own is None:
        raise NotFound("这个班级")
    if seen_of(session, own.id) != seen:
        raise TeachersMoved
    return HeldTeachers(own, lessons_of(session, own))


def seen_of(session: Session, class_id: int) -> str:
    """A mark of what was filed and said of the teachers of a class."""
    changes = select(TeacherChange.id).where(TeacherChange.class_id == class_id)
    reviews = select(InstructorReview.id).where(InstructorReview.class_id == class_id)
    return f"{len(session.scalars(changes).all())}-{len(session.scalars(reviews).all())}"
