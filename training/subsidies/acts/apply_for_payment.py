from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.rules.c1_acts import next_state
from training.claims.terms import ClaimAct
from training.claims.views.by import By
from training.claims.views.find_claim import hold_claim
from training.errors import NotNow
from training.notice.clock import shanghai_day
from training.records.claims.claims import C1Claim
from training.records.subsidies.publicity import Publicity
from training.subsidies.acts.object_to_claim import PublicityRuns


def apply_for_payment(session: Session, claim: C1Claim, by: By, *, now: datetime) -> None:
    """公示后向属地财政部门申请补贴资金; raises PublicityRuns, ObjectionOpen or ClaimStandsElsewhere."""
    hold_claim(session, claim)
    next_state(claim.state, ClaimAct.APPLY)
    publicity = session.get_one(Publicity, claim.publicity_id)
    if shanghai_day(now) <= publicity.surely_ends_on:
        raise PublicityRuns(publicity)
    if claim.has_objection:
        raise ObjectionOpen
    act_on_claim(session, claim, ClaimAct.APPLY, by, now=now)


class ObjectionOpen(NotNow):
    """An objection to this claim is not settled (R21)."""

    def __init__(self) -> None:
        super().__init__("有异议还没有处理完毕，处理后才能申请拨付。")
