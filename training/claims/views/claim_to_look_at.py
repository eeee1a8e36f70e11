from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import OwnClaim, check_role
from training.claims.terms import ClaimAct
from training.claims.views.find_claim import hold_visible_claim, is_own
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff


def claim_to_look_at(session: Session, staff: Staff, claim_id: UUID, act: ClaimAct) -> C1Claim:
    claim = hold_visible_claim(session, staff, claim_id)
    check_role(staff.role, act)
    if is_own(claim, staff):
        raise OwnClaim
    return claim
