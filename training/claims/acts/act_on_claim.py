"""An act with a claim is a row; the claim's own columns repeat where that leaves it."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.acts.want_claim_cards import want_claim_cards
from training.claims.rules.c1_acts import ENDED, next_state
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.claims.views.events_of import events_of
from training.database import insert_new
from training.errors import Next, NotNow
from training.records.claims.claims import C1Claim, ClaimEvent


class ActedAtOnce(NotNow):
    """Somebody else acted with the claim at the same moment."""

    leads_to = (Next.CLAIMS,)

    def __init__(self) -> None:
        super().__init__("这份申领刚刚有人办理，请重新打开看最新状态再办。")


def act_on_claim(session: Session, claim: C1Claim, act: ClaimAct, by: By, *, now: datetime) -> None:
    """Record the act and move the claim on; raises ClaimStandsElsewhere or ActedAtOnce."""
    state = next_state(claim.state, act)
    row = {
        "claim_id": claim.id,
        "ordinal": events_of(session, claim) + 1,
        "act": act,
        "state": state,
        "staff_id": by.staff_id,
        "acted_by": by.name,
        "acted_at": now,
        "reason": by.reason,
        "consent_version": by.consent_version,
    }
    if not insert_new(session, ClaimEvent, [row]):
        raise ActedAtOnce
    if state is not claim.state:
        claim.state, claim.since = state, now
    if state in ENDED:
        claim.live_enrolment_id = None
    session.flush()
    want_claim_cards(session, claim, act, now=now)
