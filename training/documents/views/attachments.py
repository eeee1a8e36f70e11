"""Documents of one owner, and one of them, as far as somebody of the office may see and open it (R27)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from training.documents.rules.checklist import standing_of
from training.documents.terms import OwnerKind, Standing
from training.documents.views.owners import Owner, owner_of
from training.errors import NotFound
from training.notice.permissions import Permission, Place, may, place_of
from training.records.documents import Attachment, AttachmentWithdrawal
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Kept:
    """Where the store has it, and how it is called when it is taken away."""

    store_key: str
    name: str


def attachments_of(session: Session, owner_kind: OwnerKind, owner_id: int) -> Sequence[Attachment]:
    """All of them, replaced and withdrawn ones too, the newest first; one statement."""
    return session.scalars(_of(owner_kind, owner_id)).all()


def seen_attachments(session: Session, staff: Staff, owner: Owner) -> Sequence[Attachment]:
    """Those that this person sees: a school only its own papers of a trainee, who may be elsewhere too."""
    return session.scalars(_of(owner.kind, owner.id).where(_is_seen(staff))).all()


def see_attachment(session: Session, staff: Staff, public_id: UUID) -> tuple[Attachment, Owner]:
    """With its owner; raises NotFound."""
    own = select(Attachment).where(Attachment.public_id == public_id, _is_seen(staff)).options(*_WITH)
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这份材料")
    return found, owner_of(session, staff, found.owner_kind, found.owner_id)


def may_open(staff: Staff, own: Attachment) -> bool:
    return own.purged_at is None and may(staff.role, Permission.OPEN_DOCUMENTS) and may_read_of(staff, own)


def may_read_of(staff: Staff, own: Attachment) -> bool:
    """What names people is not for those who see masked names: no more its name, or why it was withdrawn."""
    return not own.is_personal or may(staff.role, Permission.OPEN_PERSONAL_DOCUMENTS)


def standing(own: Attachment, today: date) -> Standing:
    return standing_of(
        own.valid_until,
        today,
        is_replaced=own.replaced_by is not None,
        is_withdrawn=own.withdrawal is not None,
    )


def counts() -> ColumnElement[bool]:
    """That an `Attachment` of a query is neither replaced nor withdrawn."""
    newer = aliased(Attachment)
    is_replaced = exists().where(newer.replaces_id == Attachment.id)
    return ~is_replaced & ~exists().where(AttachmentWithdrawal.attachment_id == Attachment.id)


def _of(owner_kind: OwnerKind, owner_id: int) -> Select[Attachment]:
    own = select(Attachment).where(Attachment.owner_kind == owner_kind, Attachment.owner_id == owner_id)
    return own.options(*_WITH).order_by(Attachment.id.desc())


def _is_seen(staff: Staff) -> ColumnElement[bool]:
    if place_of(staff.role, Permission.SEE_DOCUMENTS) is not Place.OWN_INSTITUTION:
        return true()
    colleagues = select(Staff.id).where(Staff.institution_id == staff.institution_id)
    return (Attachment.owner_kind != OwnerKind.TRAINEE) | Attachment.handed_by_id.in_(colleagues)


_WITH = (joinedload(Attachment.withdrawal), joinedload(Attachment.replaced_by))
