from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import check_role
from training.claims.terms import ClaimAct
from training.claims.views.by import by_staff
from training.claims.views.find_claim import find_claim
from training.records.staff.staff import Staff
from training.subsidies.acts.settle_objection import settle_objection


def settle_for_staff(session: Session, staff: Staff, claim_id: UUID, reason: str, *, now: datetime) -> None:
    """Raises NotFound, NotYourAct, NoObjection, ReasonMissing, TextTooLong or ClaimStandsElsewhere."""
    check_role(staff.role, ClaimAct.SETTLE)
    settle_objection(session, find_claim(session, staff, claim_id), by_staff(staff, reason), now=now)
