from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.acts.tell_claimant import tell_claimant
from training.claims.rules.claim_messages import DECIDED
from training.claims.views.claimant_draft import claimant_draft
from training.outbox.rules.short_links import NO_LINKS, ShortLinks
from training.records.claims.claims import C1Claim


def tell_decided(session: Session, claim: C1Claim, links: ShortLinks = NO_LINKS, *, now: datetime) -> bool:
    """通过 or 不通过; that money was paid is told with the payment."""
    draft = claimant_draft(session, claim, DECIDED, now)
    draft.parameters["decision"] = claim.state.value
    return tell_claimant(session, claim, draft, links, now=now)
