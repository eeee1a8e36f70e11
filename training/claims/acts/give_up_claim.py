from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.claims.views.find_claim import hold_claim
from training.records.claims.claims import C1Claim


def give_up_claim(
    session: Session, claim: C1Claim, by_name: str, *, staff_id: int | None = None, now: datetime
) -> None:
    """End a claim that is not with the reviewers; raises ClaimStandsElsewhere."""
    hold_claim(session, claim)
    act_on_claim(session, claim, ClaimAct.GIVE_UP, By(by_name, staff_id), now=now)
