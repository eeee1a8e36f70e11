from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.rules.c1_acts import next_state
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.claims.views.find_claim import hold_claim
from training.claims.views.review_has_begun import review_has_begun
from training.errors import Next, NotNow
from training.records.claims.claims import C1Claim


class ReviewHasBegun(NotNow):
    """A reviewer has looked at the claim, so it cannot be taken back."""

    leads_to = (Next.CLAIMS,)

    def __init__(self) -> None:
        super().__init__("审核已经开始，不能撤回；有问题请在“反映问题”里说明，或等待审核结果。")


def withdraw_claim(
    session: Session, claim: C1Claim, by_name: str, *, staff_id: int | None = None, now: datetime
) -> None:
    """Take the claim back to change it; raises ReviewHasBegun or ClaimStandsElsewhere."""
    hold_claim(session, claim)
    next_state(claim.state, ClaimAct.WITHDRAW)
    if review_has_begun(session, claim):
        raise ReviewHasBegun
    act_on_claim(session, claim, ClaimAct.WITHDRAW, By(by_name, staff_id), now=now)
