"""Whose data is restricted (限制处理), for doors that ask and for the office that lifts it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within
from training.errors import NotFound
from training.notice.permissions import Permission, Place, may, place_of
from training.records.classes.trainees import Trainee
from training.records.people.restrictions import ProcessingRestriction, RestrictionLift
from training.records.staff.staff import Staff


def has_restriction() -> ColumnElement[bool]:
    """Of the `Trainee` of a query."""
    return exists().where(ProcessingRestriction.trainee_id == Trainee.id, _stands())


def is_restricted(session: Session, trainee_id: int) -> bool:
    return trainee_id in restricted_among(session, [trainee_id])


def restricted_among(session: Session, trainee_ids: Collection[int]) -> frozenset[int]:
    """By one statement at most, however many they are."""
    if not trainee_ids:
        return frozenset()
    own = select(ProcessingRestriction.trainee_id).where(_stands())
    return frozenset(session.scalars(own.where(ProcessingRestriction.trainee_id.in_(trainee_ids))))


def told_restricted(session: Session, staff: Staff, trainee_ids: Collection[int]) -> frozenset[int]:
    """The same for pages of people: those who answer requests are told, and a school never."""
    asked = trainee_ids if may(staff.role, Permission.ANSWER_DATA_REQUESTS) else ()
    return restricted_among(session, asked)


def standing_restriction(session: Session, trainee_id: int) -> ProcessingRestriction | None:
    return session.scalars(_standing().where(ProcessingRestriction.trainee_id == trainee_id)).one_or_none()


def list_restrictions(session: Session, staff: Staff) -> Sequence[ProcessingRestriction]:
    """Those that hold in this person's place, the latest first."""
    return session.scalars(_visible(staff).order_by(ProcessingRestriction.id.desc())).all()


def find_restriction(session: Session, staff: Staff, restriction_id: UUID) -> ProcessingRestriction:
    """One that holds, of this person's place; raises NotFound."""
    wanted = _visible(staff).where(ProcessingRestriction.public_id == restriction_id)
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound("这件限制处理，可能已经解除")
    return found


def may_lift(staff: Staff, own: ProcessingRestriction) -> bool:
    """Whether this person's place is the one that lifts it."""
    place = place_of(staff.role, Permission.ANSWER_DATA_REQUESTS)
    return place is Place.EVERYWHERE or (place is not None and own.district_id == staff.district_id)


def _visible(staff: Staff) -> Select[ProcessingRestriction]:
    place = within(staff, Permission.ANSWER_DATA_REQUESTS, district=ProcessingRestriction.district_id)
    return _standing().where(place)


def _standing() -> Select[ProcessingRestriction]:
    whole = (
        joinedload(ProcessingRestriction.trainee),
        joinedload(ProcessingRestriction.district),
        joinedload(ProcessingRestriction.request),
    )
    return select(ProcessingRestriction).where(_stands()).options(*whole)


def _stands() -> ColumnElement[bool]:
    return ~exists().where(RestrictionLift.restriction_id == ProcessingRestriction.id)
