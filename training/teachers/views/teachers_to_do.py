"""What waits about teachers: certificates to write down, matches to review, changes to receive (R63, R64)."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload

from training.classes.rules.teacher_list import SOON_DAYS
from training.classes.views.within import within_class
from training.notice.permissions import Permission
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.results import QualifiedList
from training.records.staff.staff import Staff
from training.records.teachers import (
    InstructorCertificate,
    InstructorCertificateWithdrawal,
    InstructorReview,
    TeacherChange,
)
from training.teachers.terms import MatchVerdict


def teachers_without_certificate(staff: Staff, today: date) -> Select[Lesson]:
    """The next lesson, from today on, of each teacher of whom no certificate is good today; in classes of the
    own school that are under way. A district has no school, and finds nothing to write down itself."""
    rows = _lessons(staff, Permission.KEEP_TEACHERS).where(
        *_under_way(staff, today), Lesson.held_on >= today, ~_has_good(Lesson.instructor_id, today)
    )
    return _first_of_each(rows, by_class=False)


def certificates_running_out(staff: Staff, today: date) -> Select[InstructorCertificate]:
    """Of those who teach in a class of the own school that is under way, the one that is good longest, where
    it ends within SOON_DAYS or has ended; of the class's trade where there is any, as the flags count them.

    Whoever has nothing good and a lesson to give is in `teachers_without_certificate`.
    """
    own = InstructorCertificate
    until = own.withdrawn_at.is_(None), own.expires_on <= today + timedelta(days=SOON_DAYS)
    teaches = _lessons(staff, Permission.KEEP_TEACHERS).where(
        Lesson.instructor_id == own.instructor_id, *_under_way(staff, today)
    )
    counts = teaches.where(
        or_(TrainingClass.trade == own.trade, ~_of_trade(TrainingClass.trade)), ~_outlasted()
    )
    coming = teaches.where(Lesson.held_on >= today).exists()
    is_asked_for = and_(coming, ~_has_good(own.instructor_id, today))
    rows = select(own).where(*until, counts.exists(), ~is_asked_for)
    return rows.options(joinedload(own.instructor))


def matches_to_review(staff: Staff, today: date) -> Select[Lesson]:
    """The first lesson of each teacher in a class that has not ended, where a certificate is there to look at
    and nothing has been said; and wherever a match stood on one that was withdrawn, until a list stands."""
    is_said, is_undone = _said(), _said(MatchVerdict.UNMATCHED)
    approved = exists().where(
        QualifiedList.class_id == TrainingClass.id, QualifiedList.approved_at.is_not(None)
    )
    is_new = and_(TrainingClass.ends_on >= today, ~is_said, _certificate(Lesson.instructor_id))
    rows = _lessons(staff, Permission.REVIEW_TEACHERS).where(or_(is_new, and_(is_undone, ~approved)))
    return _first_of_each(rows, by_class=True)


def withdrawals_to_decide(staff: Staff) -> Select[InstructorCertificateWithdrawal]:
    """Of certificates of teachers whom the own office has reviewed, asked for by somebody else; with both."""
    own, paper = InstructorCertificateWithdrawal, InstructorCertificate
    reviewed = (
        select(InstructorReview.instructor_id)
        .join(InstructorReview.training_class)
        .where(within_class(staff, Permission.REVIEW_TEACHERS))
    )
    rows = select(own).join(own.certificate).where(own.needs_second, ~own.decision.has())
    whole = rows.options(contains_eager(own.certificate).joinedload(paper.instructor))
    return whole.where(paper.instructor_id.in_(reviewed), own.asked_by_id != staff.id)


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


def _under_way(staff: Staff, today: date) -> tuple[ColumnElement[bool], ...]:
    own = TrainingClass.institution_id == staff.institution_id
    return own, TrainingClass.starts_on <= today, TrainingClass.ends_on >= today


def _said(verdict: MatchVerdict | None = None) -> ColumnElement[bool]:
    """That something was said of the lesson's teacher in its class, and this the latest where it is named."""
    of = InstructorReview.class_id == Lesson.class_id, InstructorReview.instructor_id == Lesson.instructor_id
    if verdict is None:
        return exists().where(*of)
    later = aliased(InstructorReview)
    is_later = exists().where(
        later.class_id == InstructorReview.class_id,
        later.instructor_id == InstructorReview.instructor_id,
        later.ordinal > InstructorReview.ordinal,
    )
    return exists().where(*of, InstructorReview.verdict == verdict, ~is_later)


def _has_good(teacher: InstrumentedAttribute[Any], today: date) -> ColumnElement[bool]:
    until = aliased(InstructorCertificate)
    return _certificate(teacher, until).where(or_(until.expires_on >= today, until.expires_on.is_(None)))


def _certificate(teacher: InstrumentedAttribute[Any], own: Any = InstructorCertificate) -> Exists:
    """That this teacher has one that was not withdrawn."""
    has = exists().where(own.instructor_id == teacher, own.withdrawn_at.is_(None))
    return has.correlate_except(own)


def _of_trade(trade: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    other = aliased(InstructorCertificate)
    return _certificate(InstructorCertificate.instructor_id, other).where(other.trade == trade)


def _outlasted() -> ColumnElement[bool]:
    """By another one that counts in the class too."""
    own, other = InstructorCertificate, aliased(InstructorCertificate)
    counts = or_(other.trade == own.trade, TrainingClass.trade != own.trade)
    same_day = and_(other.expires_on == own.expires_on, other.id > own.id)
    lasts = or_(other.expires_on.is_(None), other.expires_on > own.expires_on, same_day)
    return _certificate(own.instructor_id, other).where(counts, lasts)


def _first_of_each(rows: Select[Lesson], *, by_class: bool) -> Select[Lesson]:
    of = (Lesson.class_id, Lesson.instructor_id) if by_class else (Lesson.instructor_id,)
    place = func.row_number().over(partition_by=of, order_by=(Lesson.held_on, Lesson.id)).label("place")
    placed = rows.with_only_columns(Lesson.id, place).subquery()
    whole = select(Lesson).where(Lesson.id.in_(select(placed.c.id).where(placed.c.place == 1)))
    return whole.options(joinedload(Lesson.training_class), joinedload(Lesson.instructor))
