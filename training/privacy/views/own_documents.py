"""Of one trainee: which documents are kept of the person (材料), and who of the office opened them."""

from typing import Any

from sqlalchemy import Select, select

from training.documents.terms import OwnerKind
from training.records.documents import Attachment, AttachmentOpening, AttachmentWithdrawal
from training.records.staff.staff import Staff


def own_documents(who: int) -> dict[str, Select[Any]]:
    """By the name of the part; what a school called its file may name others."""
    own, gone, opened = Attachment, AttachmentWithdrawal, AttachmentOpening
    kept: tuple[Any, ...] = (own.kind, own.size, own.sha256, own.valid_until, own.handed_by, own.handed_at)
    ended: tuple[Any, ...] = (own.purged_at, gone.withdrawn_at, gone.reason)
    looks: tuple[Any, ...] = (own.kind, Staff.name.label("opened_by"), opened.opened_at, opened.reason)
    mine = (own.owner_kind == OwnerKind.TRAINEE, own.owner_id == who)
    documents = select(*kept, *ended).outerjoin(gone, gone.attachment_id == own.id)
    openings = select(*looks).select_from(opened).join(own, own.id == opened.attachment_id)
    openings = openings.join(Staff, Staff.id == opened.staff_id)
    return {
        "documents": documents.where(*mine).order_by(own.id),
        "document_openings": openings.where(*mine).order_by(opened.id),
    }
