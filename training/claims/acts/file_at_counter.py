"""窗口代办: a clerk of the district files for a trainee who stands at the counter (R57 to R60)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import By
from training.claims.acts.keep_paper import Field, StoredFile, keep_paper
from training.claims.acts.open_claim import open_claim
from training.claims.acts.submit_claim import give_up_claim, submit_claim, withdraw_claim
from training.claims.views.find_at_counter import counter_enrolment, own_counter_claim
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


def keep_at_counter(
    session: Session, staff: Staff, enrolment_id: UUID, field: Field, file: StoredFile, *, now: datetime
) -> bool:
    """Record a scanned paper; False where it was recorded before; raises what `keep_paper` raises."""
    claim = own_counter_claim(session, staff, enrolment_id)
    return keep_paper(session, claim, field, file, received_by=staff.name, now=now)


def submit_at_counter(
    session: Session, staff: Staff, enrolment_id: UUID, *, agreed_to: str, now: datetime
) -> None:
    """The trainee has signed the consent on paper; raises what `submit_claim` raises."""
    claim = own_counter_claim(session, staff, enrolment_id)
    submit_claim(session, claim, staff.name, agreed_to=agreed_to, staff_id=staff.id, now=now)


def withdraw_at_counter(session: Session, staff: Staff, enrolment_id: UUID, *, now: datetime) -> None:
    claim = own_counter_claim(session, staff, enrolment_id)
    withdraw_claim(session, claim, staff.name, staff_id=staff.id, now=now)


def give_up_at_counter(session: Session, staff: Staff, enrolment_id: UUID, *, now: datetime) -> None:
    claim = own_counter_claim(session, staff, enrolment_id)
    give_up_claim(session, claim, staff.name, staff_id=staff.id, now=now)
