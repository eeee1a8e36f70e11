"""Whose a document is, as far as somebody of the office may see it: one place for all kinds (R09)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from training.classes.views.institution_contact import looks_after
from training.classes.views.lists.institution_list import visible_institutions
from training.classes.views.lists.teacher_list import visible_teachers
from training.classes.views.see_classes import visible_classes
from training.classes.views.within import within, within_class
from training.documents.terms import OwnerKind
from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.records.classes.classes import Institution, Instructor, TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.columns import BIGGEST_KEY
from training.records.plans import QuarterPlan
from training.records.projects import Project
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for


@dataclass(frozen=True)
class Owner:
    """One class, institution or person; `address` is how an address names it."""

    kind: OwnerKind
    id: int
    address: str
    name: str
    filed_on: date | None = None
    """Of a class: from its day on it owes what the checklist of then asks for."""
    ends_on: date | None = None
    """Of a class: beyond its last day it needs no paper."""


@dataclass(frozen=True)
class _Way:
    """How one kind is found: what this person sees of it, and by what an address names it."""

    visible: Callable[[Staff], Select[Any]]
    key: InstrumentedAttribute[Any]
    id: InstrumentedAttribute[int]
    named: Callable[[Staff, Any], str]


def _people(staff: Staff) -> Select[Trainee]:
    there = select(Enrolment.trainee_id).join(TrainingClass, TrainingClass.id == Enrolment.class_id)
    return select(Trainee).where(Trainee.id.in_(there.where(within_class(staff, Permission.SEE_CLASSES))))


def _plans(staff: Staff) -> Select[QuarterPlan]:
    return select(QuarterPlan).where(within(staff, Permission.SEE_PLANS, district=QuarterPlan.district_id))


def _projects(staff: Staff) -> Select[Project]:
    return select(Project).where(within(staff, Permission.SEE_PROJECTS, district=Project.district_id))


# A kind whose subject brings its own table gets its line here; nothing else knows the kinds apart.
WAYS: Mapping[OwnerKind, _Way] = {
    OwnerKind.CLASS: _Way(
        visible_classes,
        TrainingClass.public_id,
        TrainingClass.id,
        lambda staff, own: f"{own.class_number} {own.name}",
    ),
    OwnerKind.INSTITUTION: _Way(
        visible_institutions, Institution.id, Institution.id, lambda staff, own: str(own.name)
    ),
    OwnerKind.TRAINEE: _Way(
        _people, Trainee.public_id, Trainee.id, lambda staff, own: name_for(staff, own.name)
    ),
    OwnerKind.TEACHER: _Way(visible_teachers, Instructor.id, Instructor.id, lambda staff, own: str(own.name)),
    OwnerKind.PLAN: _Way(
        _plans,
        QuarterPlan.public_id,
        QuarterPlan.id,
        lambda staff, own: f"{own.district.name} {own.year} 年第 {own.quarter} 季度计划第 {own.version} 版",
    ),
    OwnerKind.PROJECT: _Way(
        _projects, Project.public_id, Project.id, lambda staff, own: f"项目 {own.number} {own.name}"
    ),
}


def find_owner(session: Session, staff: Staff, kind: OwnerKind, address: str) -> Owner:
    """Raises NotFound for what this person may not see, or what is no such thing."""
    way = _way(kind)
    return _found(session, staff, kind, way.key == _read(way, address))


def owner_of(session: Session, staff: Staff, kind: OwnerKind, key: int) -> Owner:
    """The same by the key that rows hold; raises NotFound."""
    return _found(session, staff, kind, _way(kind).id == key)


def may_hand_in(session: Session, staff: Staff, owner: Owner) -> bool:
    """Of an institution only whoever looks after it, of all others whoever sees them and hands in at all."""
    if owner.kind is OwnerKind.INSTITUTION:
        own = session.get_one(Institution, owner.id)
        return looks_after(session, staff, own, Permission.HAND_IN_DOCUMENTS)
    return may(staff.role, Permission.HAND_IN_DOCUMENTS)


def _found(session: Session, staff: Staff, kind: OwnerKind, condition: Any) -> Owner:
    way = _way(kind)
    if not may(staff.role, Permission.SEE_DOCUMENTS):
        raise NotFound("这些材料")
    own = session.scalars(way.visible(staff).where(condition)).one_or_none()
    if own is None:
        raise NotFound("这些材料")
    days = (own.filed_on, own.ends_on) if kind is OwnerKind.CLASS else ()
    return Owner(kind, own.id, str(getattr(own, way.key.key)), way.named(staff, own), *days)


def _way(kind: OwnerKind) -> _Way:
    if kind not in WAYS:
        raise NotFound("这些材料")
    return WAYS[kind]


def _read(way: _Way, address: str) -> UUID | int:
    try:
        return UUID(address) if way.key is not way.id else min(int(address), BIGGEST_KEY)
    except ValueError:
        raise NotFound("这些材料") from None
