"""A document that was handed in by mistake counts no more; its file and its row stay (R27)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.database import insert_new
from training.documents.acts.keep_attachment import NoLongerInForce
from training.documents.terms import Standing
from training.documents.views.attachments import see_attachment, standing
from training.documents.views.owners import Owner, may_hand_in
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.records.documents import AttachmentWithdrawal
from training.records.staff.staff import Staff


def withdraw_attachment(
    session: Session, staff: Staff, attachment_id: UUID, reason: str, *, now: datetime
) -> Owner:
    """Record why; gives whose it was. Raises NotFound, ReasonMissing, TextTooLong or NoLongerInForce."""
    own, owner = see_attachment(session, staff, attachment_id)
    if not may_hand_in(session, staff, owner):
        raise NotFound("这份材料")
    if standing(own, shanghai_day(now)) in (Standing.REPLACED, Standing.WITHDRAWN):
        raise NoLongerInForce
    row = {
        "attachment_id": own.id,
        "reason": read_reason(reason, "撤回材料"),
        "withdrawn_by_id": staff.id,
        "withdrawn_by": staff.name,
        "withdrawn_at": now,
    }
    if not insert_new(session, AttachmentWithdrawal, [row]):
        raise NoLongerInForce
    return owner
