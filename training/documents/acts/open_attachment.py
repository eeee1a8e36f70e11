"""A document is opened by somebody of the office; of a trainee with a reason that is kept (查阅)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.documents.terms import OwnerKind
from training.documents.views.attachments import Kept, may_open, see_attachment
from training.errors import NotFound, Over
from training.notice.notes import read_reason
from training.records.documents import Attachment, AttachmentOpening
from training.records.staff.staff import Staff


class DocumentPurged(Over):
    """Its time was over."""

    def __init__(self) -> None:
        super().__init__("这份材料的保存期已满，文件已经删除，只留下记录。")


def open_attachment(
    session: Session, staff: Staff, attachment_id: UUID, reason: str = "", *, now: datetime
) -> Kept:
    """Where the store has it; of a trainee it is noted who opened it.

    Raises NotFound, DocumentPurged, ReasonMissing or TextTooLong.
    """
    own, owner = see_attachment(session, staff, attachment_id)
    if own.purged_at is not None:
        raise DocumentPurged
    if not may_open(staff, own):
        raise NotFound("这份材料")
    if owner.kind is OwnerKind.TRAINEE:
        # Of everybody, restricted or not: a school is not to learn from being asked that somebody is.
        why = read_reason(reason, "查阅学员材料")
        session.add(AttachmentOpening(attachment_id=own.id, staff_id=staff.id, opened_at=now, reason=why))
    return Kept(own.store_key, _called(own))


def _called(own: Attachment) -> str:
    """By what it is, whatever its name says."""
    stem, dot, ending = own.file_name.rpartition(".")
    is_ending = dot and ending.isascii() and ending.isalnum() and len(ending) < len("document")
    return f"{stem if is_ending and stem else own.file_name}.{own.media}"
