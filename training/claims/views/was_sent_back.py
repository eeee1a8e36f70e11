from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import UNDONE
from training.records.claims.claims import C1Claim, ClaimEvent


def was_sent_back(session: Session, claim: C1Claim) -> bool:
    """Whether the city ever sent the claim back, or an objection to it was found right."""
    own = select(ClaimEvent.id).where(ClaimEvent.claim_id == claim.id, ClaimEvent.act.in_(UNDONE))
    return session.scalar(own.limit(1)) is not None
