"""All steps of one person in one class, and which of its proofs prove somebody else's work too."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.errors import NotFound
from training.follow_ups.views.find_follow_up import WITH, seen_follow_ups
from training.notice.permissions import Permission
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer, FollowUpProof
from training.records.staff.staff import Staff


def steps_of_person(session: Session, staff: Staff, own: FollowUp) -> Sequence[FollowUp]:
    """In their order, with what was answered."""
    rows = seen_follow_ups(staff).where(FollowUp.enrolment_id == own.enrolment_id)
    return session.scalars(rows.options(*WITH).order_by(FollowUp.after_days)).all()


def shared_proofs(session: Session, steps: Sequence[FollowUp]) -> Mapping[str, int]:
    """By digest of the file: in how many answers it lies, where those are several."""
    digests = {each.proof.sha256 for step in steps for each in step.answers if each.proof is not None}
    if not digests:
        return {}
    rows = select(FollowUpProof.sha256, func.count()).where(FollowUpProof.sha256.in_(digests))
    several = rows.group_by(FollowUpProof.sha256).having(func.count() > 1)
    return {digest: count for digest, count in session.execute(several)}


def find_proof(session: Session, staff: Staff, public_id: UUID) -> FollowUpProof:
    """Raises NotFound, also where its file is deleted."""
    places = seen_follow_ups(staff, Permission.OPEN_PERSONAL_DOCUMENTS).with_only_columns(FollowUp.id)
    own = (
        select(FollowUpProof)
        .join(FollowUpAnswer, FollowUpAnswer.id == FollowUpProof.answer_id)
        .where(FollowUpProof.public_id == public_id, FollowUpProof.purged_at.is_(None))
        .where(FollowUpAnswer.follow_up_id.in_(places))
    )
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这份佐证")
    return found
