"""Deputyships as people and rules see them."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from training.deputies.rules.deputyship import Deputing, Step
from training.deputies.terms import DeputyState
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.staff.deputies import DeputyAct, Deputyship
from training.records.staff.staff import Staff
from training.staff.views.managed import is_of_office, may_look_after, post_of

KEPT_DAYS = 365
"""How long the page shows what is over."""


def deputing_of(row: Deputyship) -> Deputing:
    """With its acts loaded."""
    steps = tuple(Step(each.act, each.acted_at) for each in row.acts)
    return Deputing(row.absent_id, row.deputy_id, row.first_day, row.last_day, steps)


def list_deputyships(session: Session, staff: Staff, *, now: datetime) -> list[Deputyship]:
    """One's own, and those of whom one looks after, of the last year; the latest first."""
    since = shanghai_day(now) - timedelta(days=KEPT_DAYS)
    rows = _seen(staff).where(Deputyship.last_day >= since).order_by(Deputyship.id.desc())
    return list(session.scalars(rows))


def find_deputyship(session: Session, staff: Staff, public_id: UUID) -> Deputyship:
    """Raises NotFound."""
    found = session.scalars(_seen(staff).where(Deputyship.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound("这次代理")
    return found


def may_name_for(staff: Staff, absent: Staff) -> bool:
    """Whether this person names the deputy of that one: the own, or of somebody whom one looks after."""
    if staff.id == absent.id:
        return True
    return may(staff.role, Permission.MANAGE_STAFF) and may_look_after(staff, absent)


def fit_deputies(session: Session, absent: Staff) -> list[Staff]:
    """Everybody in service of the same post, by name."""
    post = post_of(absent)
    rows = select(Staff).where(
        Staff.role.in_([post.role]),
        Staff.district_id.is_not_distinct_from(post.district_id),
        Staff.institution_id.is_not_distinct_from(post.institution_id),
        Staff.left_at.is_(None),
        Staff.id != absent.id,
    )
    return list(session.scalars(rows.order_by(Staff.name)))


def deputings_between(session: Session, people: Collection[int], first: date, last: date) -> list[Deputing]:
    """Those in which one of these people is on either side, on any of these days; two statements."""
    concerns = or_(Deputyship.absent_id.in_(people), Deputyship.deputy_id.in_(people))
    on_days = (Deputyship.first_day <= last, Deputyship.last_day >= first)
    rows = select(Deputyship).where(concerns, *on_days).options(selectinload(Deputyship.acts))
    return [deputing_of(each) for each in session.scalars(rows)]


def stands_in_for(session: Session, staff: Staff, *, now: datetime) -> list[Deputyship]:
    """代理中: whose deputy this person is just now, both still of one post."""
    return [
        each
        for each in _on_day(session, Deputyship.deputy_id == staff.id, now)
        if deputing_of(each).state(now) is DeputyState.RUNNING
        and each.absent.left_at is None
        and post_of(each.absent) == post_of(staff)
    ]


def deputies_now(session: Session, *, now: datetime) -> dict[int, list[Staff]]:
    """Who stands in just now, by the key of whoever is away; two statements."""
    found: dict[int, list[Staff]] = {}
    for each in _on_day(session, true(), now):
        is_running = deputing_of(each).state(now) is DeputyState.RUNNING
        if is_running and post_of(each.absent) == post_of(each.deputy):
            found.setdefault(each.absent_id, []).append(each.deputy)
    return found


def stood_in_by(session: Session, staff: Staff, *, now: datetime) -> Deputyship | None:
    """Who stands in for this person just now."""
    found = _on_day(session, Deputyship.absent_id == staff.id, now)
    return next((each for each in found if deputing_of(each).state(now) is DeputyState.RUNNING), None)


def asked_of(staff: Staff, today: date) -> Select[Deputyship]:
    """待接受: what colleagues ask of this person, which nobody has answered or taken back."""
    acted = select(DeputyAct.id).where(DeputyAct.deputyship_id == Deputyship.id).exists()
    return _with_acts().where(Deputyship.deputy_id == staff.id, Deputyship.last_day >= today, ~acted)


def absent_of_turn(session: Session, staff: Staff, *, now: datetime) -> str:
    """The name of whom this person acts for just now (代办); empty where for nobody."""
    return next((each.absent.name for each in turns_of(session, staff, now=now)), "")


def turns_of(session: Session, staff: Staff, *, now: datetime) -> list[Deputyship]:
    """代办: in which of the deputyships of this person what is done just now is done for the absent one."""
    on_day = _on_day(session, Deputyship.deputy_id == staff.id, now)
    return [each for each in on_day if deputing_of(each).is_turn(now)]


def _on_day(session: Session, whose: ColumnElement[bool], now: datetime) -> list[Deputyship]:
    today = shanghai_day(now)
    rows = _with_acts().where(whose, Deputyship.first_day <= today, Deputyship.last_day >= today)
    return list(session.scalars(rows.order_by(Deputyship.id)))


def _seen(staff: Staff) -> Select[Deputyship]:
    own = or_(Deputyship.absent_id == staff.id, Deputyship.deputy_id == staff.id)
    if not may(staff.role, Permission.MANAGE_STAFF):
        return _with_acts().where(own)
    looked_after = select(Staff.id).where(is_of_office(staff, Permission.MANAGE_STAFF))
    return _with_acts().where(or_(own, Deputyship.absent_id.in_(looked_after)))


def _with_acts() -> Select[Deputyship]:
    people = (joinedload(Deputyship.absent), joinedload(Deputyship.deputy))
    return select(Deputyship).options(*people, selectinload(Deputyship.acts))
