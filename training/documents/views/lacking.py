"""Whose documents are missing, and which expire: of everything that somebody of the office looks after."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Exists, Select, exists, false, func, or_, select
from sqlalchemy.orm import Session

from training.classes.views.looked_after import looked_after
from training.classes.views.see_classes import visible_classes
from training.classes.views.within import within_class
from training.documents.rules.checklist import WARNED, Kind, There, there_of
from training.documents.terms import OwnerKind
from training.documents.views.attachments import counts
from training.documents.views.checklists import all_checklists
from training.notice.permissions import Permission
from training.records.classes.classes import Institution, TrainingClass
from training.records.documents import Attachment
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Lack:
    """How many classes and institutions lack something, and how many documents expire or have expired."""

    classes: int
    institutions: int
    expiring: int

    @property
    def is_nothing(self) -> bool:
        return not (self.classes or self.institutions or self.expiring)


def lacking_classes(staff: Staff, kinds: Iterable[Kind], today: date) -> Select[TrainingClass]:
    """Filed since something is asked for, and without it, or with one that has expired."""
    asked = [each for each in kinds if each.is_required]
    lacks = [(TrainingClass.filed_on >= each.applies_from) & _class_lacks(each, today) for each in asked]
    return visible_classes(staff).where(or_(false(), *lacks))


def lacking_institutions(staff: Staff, kinds: Iterable[Kind], today: date) -> Select[Institution]:
    """Of those that this person looks after."""
    asked = [each for each in kinds if each.is_required and each.applies_from <= today]
    lacks = [_school_lacks(each, today) for each in asked]
    return looked_after(staff, Permission.SEE_DOCUMENTS).where(or_(false(), *lacks))


def expiring(staff: Staff, today: date) -> Select[Attachment]:
    """Of classes and institutions, what has expired or will within thirty days."""
    # Beyond its last day a class needs no paper.
    needs = TrainingClass.ends_on > Attachment.valid_until
    classes = select(TrainingClass.id).where(within_class(staff, Permission.SEE_DOCUMENTS), needs)
    schools = looked_after(staff, Permission.SEE_DOCUMENTS).with_only_columns(Institution.id)
    ours = or_(
        (Attachment.owner_kind == OwnerKind.CLASS) & Attachment.owner_id.in_(classes),
        (Attachment.owner_kind == OwnerKind.INSTITUTION) & Attachment.owner_id.in_(schools),
    )
    return select(Attachment).where(Attachment.valid_until <= today + WARNED, ours, counts())


def count_lack(session: Session, staff: Staff, today: date) -> Lack:
    """Two statements."""
    lists = all_checklists(session)
    parts = (
        lacking_classes(staff, lists[OwnerKind.CLASS], today).with_only_columns(TrainingClass.id),
        lacking_institutions(staff, lists[OwnerKind.INSTITUTION], today).with_only_columns(Institution.id),
        expiring(staff, today).with_only_columns(Attachment.id),
    )
    counted = (select(func.count()).select_from(each.subquery()).scalar_subquery() for each in parts)
    return Lack(*session.execute(select(*counted)).one())


def names_there(
    session: Session, owner: OwnerKind, keys: Collection[int], today: date
) -> Mapping[int, There]:
    """By class or institution, of which kinds there is a document that counts; one statement."""
    is_class = (TrainingClass.id == Attachment.owner_id) & (Attachment.owner_kind == OwnerKind.CLASS)
    rows = select(Attachment.owner_id, Attachment.kind, Attachment.valid_until, TrainingClass.ends_on)
    own = rows.outerjoin(TrainingClass, is_class).where(
        Attachment.owner_kind == owner, Attachment.owner_id.in_(keys), counts()
    )
    papers, ends = defaultdict[int, list[tuple[str, date | None]]](list), dict[int, date | None]()
    for key, kind, valid_until, ends_on in session.execute(own.distinct()):
        papers[key].append((kind, valid_until))
        ends[key] = ends_on
    return {key: there_of(papers[key], today, ends.get(key)) for key in keys}


def named_owners(
    session: Session, found: Iterable[Attachment]
) -> Mapping[tuple[OwnerKind, int], tuple[str, str]]:
    """Of documents of classes and institutions: name and address of the owner; two statements."""
    keys: dict[OwnerKind, set[int]] = {OwnerKind.CLASS: set(), OwnerKind.INSTITUTION: set()}
    for each in found:
        keys[each.owner_kind].add(each.owner_id)
    classes = select(TrainingClass.id, TrainingClass.class_number, TrainingClass.public_id)
    schools = select(Institution.id, Institution.name, Institution.id)
    rows = (
        (OwnerKind.CLASS, classes.where(TrainingClass.id.in_(keys[OwnerKind.CLASS]))),
        (OwnerKind.INSTITUTION, schools.where(Institution.id.in_(keys[OwnerKind.INSTITUTION]))),
    )
    return {
        (kind, key): (name, str(address)) for kind, own in rows for key, name, address in session.execute(own)
    }


def _class_lacks(kind: Kind, today: date) -> ColumnElement[bool]:
    """`is_expired` as a condition; a test holds both together."""
    holds = _holds_on(today) | (Attachment.valid_until >= TrainingClass.ends_on)
    return ~_there(OwnerKind.CLASS, kind).where(Attachment.owner_id == TrainingClass.id, holds)


def _school_lacks(kind: Kind, today: date) -> ColumnElement[bool]:
    own = _there(OwnerKind.INSTITUTION, kind).where(Attachment.owner_id == Institution.id)
    return ~own.where(_holds_on(today))


def _there(owner: OwnerKind, kind: Kind) -> Exists:
    return exists().where(Attachment.owner_kind == owner, Attachment.kind == kind.name, counts())


def _holds_on(today: date) -> ColumnElement[bool]:
    return Attachment.valid_until.is_(None) | (Attachment.valid_until >= today)
