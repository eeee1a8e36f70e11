from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.terms import ClaimAct
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.claims.papers import ClaimPaper, PaperReview


def review_has_begun(session: Session, claim: C1Claim) -> bool:
    """Whether any paper was reviewed since the claim was last submitted."""
    submitted = select(func.max(ClaimEvent.acted_at)).where(
        ClaimEvent.claim_id == claim.id, ClaimEvent.act == ClaimAct.SUBMIT
    )
    reviews = select(PaperReview.id).join(ClaimPaper).where(ClaimPaper.claim_id == claim.id)
    since = reviews.where(PaperReview.reviewed_at >= submitted.scalar_subquery())
    return session.scalar(since.limit(1)) is not None
