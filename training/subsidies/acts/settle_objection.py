from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.rules.c1_acts import next_state
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.claims.views.find_claim import hold_claim
from training.errors import NotNow
from training.notice.notes import read_reason
from training.records.claims.claims import C1Claim


class NoObjection(NotNow):
    """There is nothing to settle."""

    def __init__(self) -> None:
        super().__init__("这份申领没有未处理的异议；请刷新页面看最新状态。")


def settle_objection(session: Session, claim: C1Claim, by: By, *, now: datetime) -> None:
    """Note how the objection was settled; raises ReasonMissing, NoObjection or ClaimStandsElsewhere."""
    hold_claim(session, claim)
    read_reason(by.reason, "处理异议")
    next_state(claim.state, ClaimAct.SETTLE)
    if not claim.has_objection:
        raise NoObjection
    act_on_claim(session, claim, ClaimAct.SETTLE, by, now=now)
    claim.has_objection = False
    session.flush()
