from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.terms import ClaimAct
from training.claims.views.by import by_staff
from training.claims.views.claim_to_look_at import claim_to_look_at
from training.claims.views.other_hands import check_not_granted_by
from training.errors import Next, NotNow
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff


class NotDrawn(NotNow):
    """This claim was not drawn for a second look, or has had it."""

    leads_to = (Next.CLAIMS,)

    def __init__(self) -> None:
        super().__init__("这份申领没有被抽中复查，或已经复查过；发现问题可以发回旗县区。")


def confirm_claim(session: Session, staff: Staff, claim_id: UUID, *, now: datetime) -> C1Claim:
    """The second look finds nothing wrong.

    Raises NotFound, NotYourAct, OwnClaim, SameHand, ClaimStandsElsewhere or NotDrawn.
    """
    claim = claim_to_look_at(session, staff, claim_id, ClaimAct.CONFIRM)
    if not claim.look_is_due:
        raise NotDrawn
    check_not_granted_by(session, claim, staff, now=now)
    act_on_claim(session, claim, ClaimAct.CONFIRM, by_staff(staff), now=now)
    claim.look_is_due = False
    session.flush()
    return claim
