"""What waits about teachers: certificates to write down, matches to review, changes to receive (R63, R64)."""

from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload

from training.classes.views.within import within_class
from training.notice.permissions import Permission
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.staff.staff import Staff
from training.records.teachers import InstructorCertificate, InstructorReview, TeacherChange


def teachers_without_certificate(staff: Staff, today: date) -> Select[Lesson]:
    """The next lesson, from today on, of each teacher of whom no certificate is good today; in classes of the
    own school that are under way. A district has no school, and finds nothing to write down itself."""
    until = InstructorCertificate.expires_on
    good = _certificate(until >= today, until.is_(None))
    rows = _lessons(staff, Permission.KEEP_TEACHERS).where(Lesson.held_on >= today, ~good)
    own = TrainingClass.institution_id == staff.institution_id
    return _first_of_each(rows.where(own, TrainingClass.starts_on <= today), by_class=False)


def matches_to_review(staff: Staff, today: date) -> Select[Lesson]:
    """The first lesson of each teacher in a class that has not ended, where a certificate is there to look at
    and nothing has been said."""
    said = exists().where(
        InstructorReview.class_id == Lesson.class_id, InstructorReview.instructor_id == Lesson.instructor_id
    )
    rows = _lessons(staff, Permission.REVIEW_TEACHERS).where(TrainingClass.ends_on >= today)
    return _first_of_each(rows.where(~said, _certificate()), by_class=True)


def changes_to_receive(staff: Staff) -> Select[TeacherChange]:
    """With class and both teachers."""
    rows = select(TeacherChange).join(TeacherChange.training_class)
    both = joinedload(TeacherChange.old), joinedload(TeacherChange.new)
    own = rows.where(within_class(staff, Permission.REVIEW_TEACHERS), ~TeacherChange.receipt.has())
    return own.options(*both, joinedload(TeacherChange.training_class))


def _lessons(staff: Staff, permission: Permission) -> Select[Lesson]:
    """Those that are held and have a teacher."""
    rows = select(Lesson).join(Lesson.training_class).outerjoin(Lesson.cancellation)
    is_held = LessonCancellation.id.is_(None), Lesson.instructor_id.is_not(None)
    return rows.where(within_class(staff, permission), *is_held)


def _certificate(*either: ColumnElement[bool]) -> ColumnElement[bool]:
    """That the teacher of the lesson has one, of which one of these holds where any is named."""
    own = exists().where(InstructorCertificate.instructor_id == Lesson.instructor_id)
    return own.where(or_(*either)) if either else own


def _first_of_each(rows: Select[Lesson], *, by_class: bool) -> Select[Lesson]:
    of = (Lesson.class_id, Lesson.instructor_id) if by_class else (Lesson.instructor_id,)
    place = func.row_number().over(partition_by=of, order_by=(Lesson.held_on, Lesson.id)).label("place")
    placed = rows.with_only_columns(Lesson.id, place).subquery()
    whole = select(Lesson).where(Lesson.id.in_(select(placed.c.id).where(placed.c.place == 1)))
    return whole.options(joinedload(Lesson.training_class), joinedload(Lesson.instructor))
