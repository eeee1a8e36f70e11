from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.submit_claim import submit_claim
from training.claims.views.find_at_counter import own_counter_claim
from training.records.staff.staff import Staff


def submit_at_counter(
    session: Session, staff: Staff, enrolment_id: UUID, *, agreed_to: str, now: datetime
) -> None:
    """The trainee has signed the consent on paper; raises what `submit_claim` raises."""
    claim = own_counter_claim(session, staff, enrolment_id)
    submit_claim(session, claim, staff.name, agreed_to=agreed_to, staff_id=staff.id, now=now)
