"""Nobody is two of those whom a claim takes: who filed it, who reviews it, who looks at it again."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.terms import ClaimAct
from training.deputies.views.hands import Signature, check_other_hand
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.claims.papers import ClaimPaper, PaperReview
from training.records.staff.staff import Staff


def check_not_filed_by(session: Session, claim: C1Claim, staff: Staff, *, now: datetime) -> None:
    """Raises SameHand where whoever helped the trainee to file it would review it."""
    for each in claim.counter_filings:
        check_other_hand(session, Signature(each.staff_id, each.filed_at), staff, now=now)


def check_not_passed_by(session: Session, paper: ClaimPaper, staff: Staff, *, now: datetime) -> None:
    """Raises SameHand where whoever passed the paper would be its second reviewer too."""
    for each in paper.reviews:
        if each.facts is not None and each.staff_id != staff.id:
            check_other_hand(session, Signature(each.staff_id, each.reviewed_at), staff, now=now)


def check_not_granted_by(session: Session, claim: C1Claim, staff: Staff, *, now: datetime) -> None:
    """Raises SameHand where whoever filed the claim, passed a paper of it or approved it would look at it
    again for the city.
    """
    check_not_filed_by(session, claim, staff, now=now)
    for reviewer, at in _passed(session, claim).items():
        check_other_hand(session, Signature(reviewer, at), staff, now=now)
    approved = select(ClaimEvent).where(ClaimEvent.claim_id == claim.id, ClaimEvent.act == ClaimAct.APPROVE)
    latest = session.scalars(approved.order_by(ClaimEvent.ordinal.desc()).limit(1)).one_or_none()
    if latest is not None:
        check_other_hand(session, Signature(latest.staff_id, latest.acted_at), staff, now=now)


def _passed(session: Session, claim: C1Claim) -> dict[int, datetime]:
    """Who passed papers of it, and when the last one."""
    passed = (
        select(PaperReview.staff_id, func.max(PaperReview.reviewed_at))
        .join(ClaimPaper, PaperReview.paper_id == ClaimPaper.id)
        .where(ClaimPaper.claim_id == claim.id, PaperReview.facts.is_not(None))
        .group_by(PaperReview.staff_id)
    )
    return {key: at for key, at in session.execute(passed)}
