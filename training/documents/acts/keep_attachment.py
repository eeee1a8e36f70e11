"""A document is handed in, beside others of its kind or in the place of one (R27)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.database import insert_one
from training.documents.receiving import NewFile
from training.documents.rules.checklist import Kind, check_valid_until, kind_named
from training.documents.terms import Standing
from training.documents.views.attachments import see_attachment, standing
from training.documents.views.checklists import checklist_of
from training.documents.views.owners import Owner, may_hand_in
from training.errors import NotFound, NotNow
from training.notice.clock import shanghai_day
from training.records.documents import Attachment
from training.records.staff.staff import Staff


class NoLongerInForce(NotNow):
    """Somebody replaced or withdrew it a moment ago."""

    def __init__(self) -> None:
        super().__init__("这份材料刚刚已被替换或撤回，没有存；请看现在的材料，再换要换的那一份。")


@dataclass(frozen=True)
class NewAttachment:
    """One file with what is said of it; `replaces` is the document whose place it takes."""

    file: NewFile
    kind: str
    valid_until: date | None = None
    replaces: UUID | None = None


def keep_attachment(
    session: Session, staff: Staff, owner: Owner, new: NewAttachment, *, now: datetime
) -> Attachment:
    """Record it; the old one stays. Raises NotFound, BadKind or NoLongerInForce."""
    if not may_hand_in(session, staff, owner):
        raise NotFound("这些材料")
    today = shanghai_day(now)
    kind = kind_named(new.kind, owner.kind, checklist_of(session, owner.kind))
    check_valid_until(kind, new.valid_until, today)
    replaced = _replaced(session, staff, owner, new, today)
    key = insert_one(session, Attachment, _row(staff, owner, kind, new, now) | {"replaces_id": replaced})
    if key is None:
        raise NoLongerInForce
    return session.get_one(Attachment, key)


def _replaced(session: Session, staff: Staff, owner: Owner, new: NewAttachment, today: date) -> int | None:
    """The key of what it replaces; raises NotFound or NoLongerInForce."""
    if new.replaces is None:
        return None
    old, whose = see_attachment(session, staff, new.replaces)
    if (whose.kind, whose.id, old.kind) != (owner.kind, owner.id, new.kind):
        raise NotFound("要替换的材料")
    if standing(old, today) in (Standing.REPLACED, Standing.WITHDRAWN):
        raise NoLongerInForce
    return old.id


def _row(staff: Staff, owner: Owner, kind: Kind, new: NewAttachment, now: datetime) -> dict[str, object]:
    file = new.file
    return {
        "public_id": file.public_id,
        "owner_kind": owner.kind,
        "owner_id": owner.id,
        "kind": kind.name,
        "is_personal": kind.is_personal,
        "file_name": file.name,
        "media": file.media,
        "size": file.size,
        "sha256": file.sha256,
        "store_key": file.store_key,
        "is_scanned": file.is_scanned,
        "valid_until": new.valid_until,
        "handed_by_id": staff.id,
        "handed_by": staff.name,
        "handed_at": now,
    }
