"""Somebody of the city asks to void a certificate; until another one agrees it stays good (R08)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.certificates.views.find_certificate import hold_certificate, open_voiding
from training.errors import NotNow
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.records.certificates import CertificateVoiding
from training.records.staff.staff import Staff


class NotToVoid(NotNow):
    """It is void already, or somebody asks for it already."""

    def __init__(self, why: str):
        super().__init__(f"这张证书{why}，请刷新看看办到哪一步了。")


@dataclass(frozen=True)
class VoidingDraft:
    """Why, and whether the person gets another number at once (补发)."""

    reason: str
    is_replaced: bool


def ask_voiding(
    session: Session, staff: Staff, public_id: UUID, draft: VoidingDraft, *, now: datetime
) -> CertificateVoiding:
    """Raises NotFound, ReasonMissing, TextTooLong or NotToVoid."""
    own = hold_certificate(session, staff, public_id, Permission.ISSUE_CERTIFICATES)
    reason = read_reason(draft.reason, "作废证书")
    if own.live_enrolment_id is None:
        raise NotToVoid("已作废")
    if open_voiding(own) is not None:
        raise NotToVoid("已有人申请作废")
    made = CertificateVoiding(
        certificate=own,
        ordinal=len(own.voidings) + 1,
        reason=reason,
        is_replaced=draft.is_replaced,
        asked_by_id=staff.id,
        asked_by=staff.name,
        asked_at=now,
    )
    session.add(made)
    session.flush()
    return made
