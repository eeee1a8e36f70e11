"""Driving schools are approved and filed before they hold C1 classes (R57)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.claims.rules.c1_training import Approval
from training.errors import NotFound, Refusal
from training.records.claims.schools import SchoolApproval, SchoolRevocation
from training.records.classes.classes import Institution


class BadApproval(Refusal):
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


def revoke_school(
    session: Session, school: Institution, revoked_on: date, reason: str, *, recorded_by: str, now: datetime
) -> int:
    """End every approval of the school that has not ended, and say how many; raises NotFound for none."""
    living = [each for each in list_approvals(session, school) if each.revocation is None]
    if not living:
        raise NotFound(f"“{school.name}”的有效备案")
    for approval in living:
        approval.revocation = SchoolRevocation(
            revoked_on=revoked_on, reason=reason, recorded_by=recorded_by, recorded_at=now
        )
    session.flush()
    return len(living)


def list_approvals(session: Session, school: Institution | None = None) -> list[SchoolApproval]:
    """Of one school or of all, school by school, the oldest first."""
    approvals = (
        select(SchoolApproval)
        .join(SchoolApproval.institution)
        .options(joinedload(SchoolApproval.institution), joinedload(SchoolApproval.revocation))
        .order_by(Institution.name, SchoolApproval.valid_from, SchoolApproval.id)
    )
    if school is not None:
        approvals = approvals.where(SchoolApproval.institution_id == school.id)
    return list(session.scalars(approvals))


def approvals_of(session: Session, institution_id: int) -> tuple[Approval, ...]:
    """As the rules see them."""
    own = select(SchoolApproval).where(SchoolApproval.institution_id == institution_id)
    return tuple(
        Approval(
            each.valid_from,
            each.valid_until,
            each.filed_on,
            each.revocation.revoked_on if each.revocation else None,
        )
        for each in session.scalars(own.options(joinedload(SchoolApproval.revocation)))
    )
