from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.terms import ClaimAct
from training.claims.views.by import by_staff
from training.claims.views.claim_to_look_at import claim_to_look_at
from training.notice.notes import read_reason
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff


def send_back_claim(session: Session, staff: Staff, claim_id: UUID, reason: str, *, now: datetime) -> C1Claim:
    """The district has to look again, whether the claim was drawn or not.

    Raises NotFound, NotYourAct, OwnClaim, ClaimStandsElsewhere, ReasonMissing or TextTooLong.
    """
    claim = claim_to_look_at(session, staff, claim_id, ClaimAct.SEND_BACK)
    by = by_staff(staff, read_reason(reason, "发回旗县区"))
    act_on_claim(session, claim, ClaimAct.SEND_BACK, by, now=now)
    claim.look_is_due, claim.approved_at, claim.publicity_id = False, None, None
    claim.has_objection = False
    session.flush()
    return claim
