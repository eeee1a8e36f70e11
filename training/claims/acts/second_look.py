"""复查: the city confirms an approved claim, or sends it back to the district (R09)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim, by_staff
from training.claims.rules.c1_acts import OwnClaim, check_role
from training.claims.views.find_claim import find_claim, hold_claim, is_own
from training.errors import Refusal
from training.notice.notes import read_reason
from training.notice.terms import ClaimAct
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff


class NotDrawn(Refusal):
    """This claim was not drawn for a second look, or has had it."""

    def __init__(self) -> None:
        super().__init__("这份申领没有被抽中复查，或已经复查过；发现问题可以发回旗县区。")


def confirm_claim(session: Session, staff: Staff, claim_id: UUID, *, now: datetime) -> C1Claim:
    """The second look finds nothing wrong; raises NotFound, NotYourAct, OwnClaim, NotNow or NotDrawn."""
    claim = _find(session, staff, claim_id, ClaimAct.CONFIRM)
    if not claim.look_is_due:
        raise NotDrawn
    act_on_claim(session, claim, ClaimAct.CONFIRM, by_staff(staff), now=now)
    claim.look_is_due = False
    session.flush()
    return claim


def send_back_claim(session: Session, staff: Staff, claim_id: UUID, reason: str, *, now: datetime) -> C1Claim:
    """The district has to look again, whether the claim was drawn or not.

    Raises NotFound, NotYourAct, OwnClaim, NotNow, ReasonMissing or TextTooLong.
    """
    claim = _find(session, staff, claim_id, ClaimAct.SEND_BACK)
    by = by_staff(staff, read_reason(reason, "发回旗县区"))
    act_on_claim(session, claim, ClaimAct.SEND_BACK, by, now=now)
    claim.look_is_due, claim.approved_at, claim.publicity_id = False, None, None
    claim.has_objection = False
    session.flush()
    return claim


def _find(session: Session, staff: Staff, claim_id: UUID, act: ClaimAct) -> C1Claim:
    claim = hold_claim(session, find_claim(session, staff, claim_id))
    check_role(staff.role, act)
    if is_own(claim, staff):
        raise OwnClaim
    return claim
