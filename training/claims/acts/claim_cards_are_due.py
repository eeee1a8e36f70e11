from sqlalchemy import select
from sqlalchemy.orm import Session

from training.outbox.acts.make_cards_due import make_cards_due
from training.records.chat import ChatCard
from training.records.claims.claims import C1Claim, ClaimEvent


def claim_cards_are_due(session: Session, claim: C1Claim) -> None:
    """Something happened with the claim that its cards show."""
    events = select(ClaimEvent.id).where(ClaimEvent.claim_id == claim.id)
    make_cards_due(session, ChatCard.event_id.in_(events))
