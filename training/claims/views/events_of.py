"""How often a claim was acted on, so that a form acts only on what it showed."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.records.claims.claims import C1Claim, ClaimEvent


def events_of(session: Session, claim: C1Claim) -> int:
    """How many acts there are of the claim."""
    return session.scalar(select(func.count()).where(ClaimEvent.claim_id == claim.id)) or 0


def acts_with(session: Session, claims: Iterable[C1Claim]) -> dict[int, int]:
    """How many acts there are of each, for a list of them."""
    of = ClaimEvent.claim_id
    counted = select(of, func.count()).where(of.in_([each.id for each in claims])).group_by(of)
    return {claim_id: count for claim_id, count in session.execute(counted)}
