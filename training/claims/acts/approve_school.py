"""Driving schools are approved and filed before they hold C1 classes (R57)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.errors import NotRight
from training.records.claims.schools import SchoolApproval
from training.records.classes.classes import Institution


class BadApproval(NotRight):
    """The days of an approval contradict each other."""


@dataclass(frozen=True)
class ApprovalDraft:
    """What the approval document says."""

    licence_number: str
    valid_from: date
    valid_until: date
    filed_on: date


def approve_school(
    session: Session, school: Institution, draft: ApprovalDraft, *, recorded_by: str, now: datetime
) -> SchoolApproval:
    """Record an approval or its renewal; raises BadApproval."""
    if draft.valid_until < draft.valid_from:
        raise BadApproval(f"有效期止 {draft.valid_until} 早于有效期起 {draft.valid_from}，请核对许可证。")
    approval = SchoolApproval(
        institution_id=school.id,
        licence_number=draft.licence_number,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
        filed_on=draft.filed_on,
        recorded_by=recorded_by,
        recorded_at=now,
    )
    session.add(approval)
    session.flush()
    return approval
