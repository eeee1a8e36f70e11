from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.terms import ClaimAct
from training.claims.views.by import by_staff
from training.eligibility.rules.line_acts import OF_CLAIM
from training.eligibility.terms import LineAct
from training.eligibility.views.hold_claims import hold_claims
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine


def move_claims(
    session: Session,
    lines: Sequence[SubsidyLine],
    said: tuple[LineAct, Staff, str],
    *,
    now: datetime,
) -> None:
    """What is done with a line of C1 is done with its claim: what the trainee reads stays true.

    `said`: the act, whose it is, and why. A claim that was decided anew since is not moved along.
    Raises ClaimStandsElsewhere or ActedAtOnce.
    """
    approvals = {each.claim_id: each.claim_approved_at for each in lines if each.claim_id is not None}
    line_act, staff, reason = said
    act = OF_CLAIM.get(line_act)
    if act is None or not approvals:
        return
    for claim in hold_claims(session, approvals):
        if claim.approved_at == approvals[claim.id]:
            act_on_claim(session, claim, act, by_staff(staff, reason), now=now)
            _repeat(claim, act)
    session.flush()


def _repeat(claim: C1Claim, act: ClaimAct) -> None:
    """An objection holds it until the last is settled; found right, nothing is left of the approval."""
    if act in (ClaimAct.OBJECT, ClaimAct.UPHOLD):
        claim.has_objection = act is ClaimAct.OBJECT
    if act is ClaimAct.UPHOLD:
        claim.approved_at, claim.publicity_id, claim.look_is_due = None, None, False
