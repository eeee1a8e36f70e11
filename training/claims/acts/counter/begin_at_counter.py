from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.open_claim import open_claim
from training.claims.views.by import By
from training.claims.views.find_at_counter import counter_enrolment
from training.database import insert_new
from training.records.claims.claims import C1Claim, CounterFiling
from training.records.staff.staff import Staff


def begin_at_counter(session: Session, staff: Staff, enrolment_id: UUID, *, now: datetime) -> C1Claim:
    """Begin the claim, or take over what the trainee began; from now on this clerk does not review it.

    Raises NotFound or NotEligible.
    """
    enrolment = counter_enrolment(session, staff, enrolment_id)
    claim = open_claim(session, enrolment, By(staff.name, staff.id), now=now)
    row = {"claim_id": claim.id, "staff_id": staff.id, "filed_at": now}
    insert_new(session, CounterFiling, [row])
    session.expire(claim, ["counter_filings"])
    return claim
