"""The versions of the standards that somebody may read, and those that wait for a second person (R47)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from training.eligibility.rules.standard_sets import Firsts
from training.errors import NotFound
from training.notice.permissions import Permission, Place, is_everywhere, may, place_of
from training.records.staff.staff import Staff
from training.records.subsidies.standards import StandardSet

MOST = 100
"""Versions of a list, the newest first."""


def list_sets(session: Session, staff: Staff, most: int = MOST) -> Sequence[StandardSet]:
    """The city's first, then of the districts that this person sees; each the newest first."""
    rows = _seen(staff).order_by(
        StandardSet.district_id.is_not(None), StandardSet.district_id, StandardSet.version.desc()
    )
    return session.scalars(rows.limit(most)).all()


def see_set(session: Session, staff: Staff, public_id: UUID) -> StandardSet:
    """Raises NotFound."""
    own = _seen(staff).where(StandardSet.public_id == public_id)
    fresh = own.options(selectinload(StandardSet.standards)).execution_options(populate_existing=True)
    found = session.scalars(fresh).one_or_none()
    if found is None:
        raise NotFound("这一版补贴标准")
    return found


def set_before(session: Session, own: StandardSet) -> StandardSet | None:
    """The version in force that it takes the place of, or took."""
    rows = select(StandardSet).where(
        is_of(own.district_id), StandardSet.in_force_at.is_not(None), StandardSet.version < own.version
    )
    earlier = rows.where(StandardSet.effective_from <= own.effective_from)
    latest = earlier.order_by(StandardSet.effective_from.desc(), StandardSet.version.desc()).limit(1)
    return session.scalars(latest.options(selectinload(StandardSet.standards))).one_or_none()


def held_on(session: Session, district_id: int | None, day: date) -> StandardSet | None:
    """Of that very place; None where it has none in force."""
    rows = select(StandardSet).where(
        is_of(district_id), StandardSet.in_force_at.is_not(None), StandardSet.effective_from <= day
    )
    latest = rows.order_by(StandardSet.effective_from.desc(), StandardSet.version.desc()).limit(1)
    return session.scalars(latest.options(selectinload(StandardSet.standards))).one_or_none()


def firsts_of(session: Session, district_id: int | None) -> Firsts:
    """When the earliest sets in force began."""
    first = select(func.min(StandardSet.effective_from)).where(StandardSet.in_force_at.is_not(None))
    own = session.scalar(first.where(is_of(district_id)))
    return Firsts(own, session.scalar(first.where(is_of(None))) if district_id is not None else own)


def is_of(district_id: int | None) -> ColumnElement[bool]:
    return StandardSet.district_id.is_not_distinct_from(district_id)


def waits() -> ColumnElement[bool]:
    """Nobody has agreed to it or sent it back."""
    return and_(StandardSet.in_force_at.is_(None), ~StandardSet.decision.has())


def waiting_sets(staff: Staff) -> Select[StandardSet]:
    """Those of the own office that somebody else wrote; for the city also of districts without a second."""
    mine = and_(is_of(staff.district_id), StandardSet.written_by_id != staff.id)
    if _is_of_city(staff):
        mine = or_(mine, has_nobody_else())
    return select(StandardSet).where(mine, waits()).options(joinedload(StandardSet.district))


def is_of_office(staff: Staff, district_id: int | None) -> bool:
    """Whether this person writes and decides the standards of that place: each office its own."""
    return may(staff.role, Permission.KEEP_STANDARDS) and staff.district_id == district_id


def may_decide(session: Session, staff: Staff, own: StandardSet) -> bool:
    """Each office its own; where a district has nobody else the city is the second hand."""
    if not may(staff.role, Permission.DECIDE_STANDARDS):
        return False
    return is_of_office(staff, own.district_id) or (_is_of_city(staff) and is_alone(session, own))


def has_fellow(session: Session, staff: Staff) -> bool:
    """Whether somebody else of the own district is on duty; the city's are two by themselves."""
    if staff.district_id is None:
        return True
    others = select(Staff.id).where(Staff.district_id == staff.district_id, Staff.id != staff.id)
    return session.scalar(others.where(Staff.left_at.is_(None)).limit(1)) is not None


def is_alone(session: Session, own: StandardSet) -> bool:
    """Whether the district that wrote it has nobody else on duty."""
    rows = select(StandardSet.id).where(StandardSet.id == own.id, has_nobody_else())
    return session.scalar(rows) is not None


def has_nobody_else() -> ColumnElement[bool]:
    """Of a district, in which only its writer is on duty."""
    others = exists().where(
        Staff.district_id == StandardSet.district_id,
        Staff.id != StandardSet.written_by_id,
        Staff.left_at.is_(None),
    )
    return and_(StandardSet.district_id.is_not(None), ~others)


def _is_of_city(staff: Staff) -> bool:
    return is_everywhere(staff.role, Permission.DECIDE_STANDARDS)


def _seen(staff: Staff) -> Select[StandardSet]:
    whole = joinedload(StandardSet.district), joinedload(StandardSet.decision)
    return select(StandardSet).options(*whole).where(sets_within(staff))


def sets_within(staff: Staff) -> ColumnElement[bool]:
    """All of the own office; of others what is in force. A school's are the city's and its district's."""
    if is_everywhere(staff.role, Permission.SEE_STANDARDS):
        return true()
    in_force = StandardSet.in_force_at.is_not(None)
    if place_of(staff.role, Permission.SEE_STANDARDS) is Place.OWN_DISTRICT:
        return or_(StandardSet.district_id == staff.district_id, and_(is_of(None), in_force))
    home = staff.institution.district_id if staff.institution else None
    return and_(or_(is_of(None), StandardSet.district_id == home), in_force)
