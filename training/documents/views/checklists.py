"""The checklists as they hold now: what the house says, and what the city changed of it."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.documents.rules.checklist import HAVE_CHECKLISTS, Kind, checklist, every_kind
from training.documents.terms import OwnerKind
from training.records.documents import DocumentKind

Checklists = Mapping[OwnerKind, tuple[Kind, ...]]


def all_checklists(session: Session) -> Checklists:
    """One statement."""
    kinds = every_kind_of_document(session)
    return {owner: tuple(each for each in own if each.is_listed) for owner, own in kinds.items()}


def every_kind_of_document(session: Session) -> Checklists:
    """Also those that were taken off their list, and may come back; one statement."""
    changed = list(map(_kind, _rows(session)))
    return {owner: every_kind(owner, changed) for owner in HAVE_CHECKLISTS}


def checklist_of(session: Session, owner: OwnerKind) -> tuple[Kind, ...]:
    """One statement."""
    return checklist(owner, map(_kind, _rows(session)))


def latest_ordinal(session: Session, owner: OwnerKind, name: str) -> int:
    """How often the city said something of this kind."""
    return sum(1 for each in _rows(session) if (each.owner_kind, each.name) == (owner, name))


def _rows(session: Session) -> list[DocumentKind]:
    return list(session.scalars(select(DocumentKind).order_by(DocumentKind.id)))


def _kind(row: DocumentKind) -> Kind:
    flags = {"is_required": row.is_required, "expires": row.expires, "is_personal": row.is_personal}
    return Kind(row.owner_kind, row.name, **flags, applies_from=row.applies_from, is_listed=row.is_listed)
