from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.acts.tell_claimant import tell_claimant
from training.claims.rules.claim_messages import RETURNED
from training.claims.views.claimant_draft import claimant_draft
from training.outbox.rules.short_links import NO_LINKS, ShortLinks
from training.records.claims.claims import C1Claim


def tell_returned(session: Session, claim: C1Claim, links: ShortLinks = NO_LINKS, *, now: datetime) -> bool:
    """材料退回: which ones and why stands on the page, behind the sign-in."""
    return tell_claimant(session, claim, claimant_draft(session, claim, RETURNED, now), links, now=now)
