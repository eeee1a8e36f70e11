from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.give_up_claim import give_up_claim
from training.claims.views.find_at_counter import own_counter_claim
from training.records.staff.staff import Staff


def give_up_at_counter(session: Session, staff: Staff, enrolment_id: UUID, *, now: datetime) -> None:
    claim = own_counter_claim(session, staff, enrolment_id)
    give_up_claim(session, claim, staff.name, staff_id=staff.id, now=now)
