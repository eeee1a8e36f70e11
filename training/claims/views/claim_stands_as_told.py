from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.rules.claim_messages import OVERTAKES, claim_act_of
from training.records.claims.claims import C1Claim, ClaimEvent


def claim_stands_as_told(session: Session, key: str) -> bool:
    """Whether nothing was decided of the claim since the act that a message of this key tells."""
    told = claim_act_of(key)
    if told is None:
        return False
    own = select(func.max(ClaimEvent.ordinal)).join(ClaimEvent.claim).where(C1Claim.public_id == told[0])
    return session.scalar(own.where(ClaimEvent.act.in_(OVERTAKES))) == told[1]
