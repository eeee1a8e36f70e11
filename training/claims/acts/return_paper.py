from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.record_review import record_review
from training.claims.views.claim_to_review import paper_to_review
from training.notice.notes import read_reason
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff


def return_paper(session: Session, staff: Staff, paper_id: UUID, reason: str, *, now: datetime) -> C1Claim:
    """Record why the paper does not do; raises ReasonMissing, TextTooLong, or as `paper_to_review`."""
    paper = paper_to_review(session, staff, paper_id)
    return record_review(session, paper, staff, None, read_reason(reason, "退回材料"), now=now)
