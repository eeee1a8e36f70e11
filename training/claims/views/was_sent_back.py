from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.terms import ClaimAct
from training.records.claims.claims import C1Claim, ClaimEvent


def was_sent_back(session: Session, claim: C1Claim) -> bool:
    """Whether the city ever sent the claim back."""
    own = select(ClaimEvent.id).where(ClaimEvent.claim_id == claim.id, ClaimEvent.act == ClaimAct.SEND_BACK)
    return session.scalar(own.limit(1)) is not None
