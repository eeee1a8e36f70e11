"""The teachers of the institutions that somebody may see, as a list asks for them (授课教师列表)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, distinct, func, select
from sqlalchemy.orm import Session, joinedload

from training.classes.rules.teacher_list import (
    CERTIFICATE,
    DISTRICT,
    ENDED,
    ENDING,
    NONE,
    SOON_DAYS,
    teacher_offer,
)
from training.classes.views.lists.institution_list import visible_institutions
from training.classes.views.lists.places import districts_to_choose
from training.classes.views.within import within_class
from training.errors import NotFound
from training.listing.rules.listing import Listing, Offer
from training.listing.terms import Kind
from training.listing.views.found_by import found_by, is_any_of
from training.listing.views.page_of import Column, Order
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, Place, place_of
from training.records.classes.classes import (
    Institution,
    Instructor,
    Lesson,
    LessonCancellation,
    TrainingClass,
)
from training.records.columns import BIGGEST_KEY
from training.records.staff.staff import Staff
from training.records.teachers import InstructorCertificate

ORDERS: Mapping[str, tuple[Column, ...]] = {
    "name": (Instructor.name, Instructor.id),
    "newest": (Instructor.id,),
}


@dataclass(frozen=True)
class Taught:
    """Of one teacher in the classes that somebody may see: half days, none of those cancelled."""

    classes: int = 0
    held: int = 0
    coming: int = 0
    last: date | None = None
    next: date | None = None


def offered_teachers(session: Session, staff: Staff) -> Offer:
    return teacher_offer(districts_to_choose(session, staff, Permission.SEE_CLASSES))


def listed_teachers(staff: Staff, listing: Listing, now: datetime) -> Select[Instructor]:
    """With their institution loaded."""
    rows = visible_teachers(staff).options(joinedload(Instructor.institution))
    if district := listing.of(DISTRICT):
        there = TrainingClass.district_id == int(district)
        rows = rows.where(Instructor.id.in_(_lessons(there).with_only_columns(Lesson.instructor_id)))
    if standing := listing.of(CERTIFICATE):
        rows = rows.where(_stands(standing, shanghai_day(now)))
    return rows.where(*map(_called, listing.search.split()))


def order_of_teachers(listing: Listing) -> Order:
    return Order(ORDERS[listing.sorted_by], listing.is_descending)


def visible_teachers(staff: Staff) -> Select[Instructor]:
    """Those of the institutions that this person may see."""
    rows = select(Instructor)
    if place_of(staff.role, Permission.SEE_CLASSES) is Place.EVERYWHERE:
        return rows
    own = visible_institutions(staff).with_only_columns(Institution.id)
    return rows.where(Instructor.institution_id.in_(own))


def see_teacher(session: Session, staff: Staff, key: int) -> Instructor:
    """With the institution; raises NotFound."""
    own = visible_teachers(staff).where(Instructor.id == min(key, BIGGEST_KEY))
    found = session.scalars(own.options(joinedload(Instructor.institution))).one_or_none()
    if found is None:
        raise NotFound("这名教师")
    return found


def taught_by(
    session: Session, staff: Staff, teachers: Sequence[Instructor], *, today: date
) -> dict[int, Taught]:
    """One statement, however many there are; a lesson of today is still to come."""
    keys = [each.id for each in teachers]
    is_held = Lesson.held_on < today
    held, coming = case((is_held, Lesson.held_on)), case((~is_held, Lesson.held_on))
    own = _lessons(within_class(staff, Permission.SEE_CLASSES)).where(Lesson.instructor_id.in_(keys))
    numbers = own.with_only_columns(
        Lesson.instructor_id,
        func.count(distinct(Lesson.class_id)),
        func.count(held),
        func.count(coming),
        func.max(held),
        func.min(coming),
    )
    rows = session.execute(numbers.group_by(Lesson.instructor_id))
    return {key: Taught(*found) for key, *found in rows}


def lessons_taught(staff: Staff, own: Instructor) -> Select[Lesson]:
    """With their class; those that were cancelled are none."""
    mine = _lessons(within_class(staff, Permission.SEE_CLASSES)).where(Lesson.instructor_id == own.id)
    return mine.options(joinedload(Lesson.training_class).joinedload(TrainingClass.institution))


def certified_until(session: Session, teachers: Sequence[Instructor]) -> dict[int, tuple[str, date | None]]:
    """Of each who has a certificate: the trade of the one that is good longest, and its last day; None where
    it does not expire. One statement."""
    keys = [each.id for each in teachers]
    rows = select(InstructorCertificate).where(
        InstructorCertificate.instructor_id.in_(keys), InstructorCertificate.withdrawn_at.is_(None)
    )
    found: dict[int, tuple[str, date | None]] = {}
    for each in sorted(session.scalars(rows), key=lambda own: (own.expires_on or date.max, own.id)):
        found[each.instructor_id] = (each.trade, each.expires_on)
    return found


def _stands(standing: str, today: date) -> ColumnElement[bool]:
    """By the certificate that is good longest."""
    expires = func.coalesce(InstructorCertificate.expires_on, date.max)
    longest = select(func.max(expires)).where(
        InstructorCertificate.instructor_id == Instructor.id, InstructorCertificate.withdrawn_at.is_(None)
    )
    until = longest.scalar_subquery()
    return {
        NONE: until.is_(None),
        ENDED: until < today,
        ENDING: until.between(today, today + timedelta(days=SOON_DAYS)),
    }[standing]


def _lessons(condition: ColumnElement[bool]) -> Select[Lesson]:
    rows = select(Lesson).join(Lesson.training_class).outerjoin(Lesson.cancellation)
    return rows.where(condition, LessonCancellation.id.is_(None))


def _called(word: str) -> ColumnElement[bool]:
    of_institution = Instructor.institution_id.in_(found_by(Kind.INSTITUTION, word))
    held = select(Instructor.id).where(of_institution)
    return is_any_of(Instructor.id, [found_by(Kind.INSTRUCTOR, word), held])
