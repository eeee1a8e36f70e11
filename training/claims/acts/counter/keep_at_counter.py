from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.keep_paper import StoredFile, keep_paper
from training.claims.views.find_at_counter import own_counter_claim
from training.claims.views.paper_is_known import Field
from training.records.staff.staff import Staff


def keep_at_counter(
    session: Session, staff: Staff, enrolment_id: UUID, field: Field, file: StoredFile, *, now: datetime
) -> bool:
    """Record a scanned paper; False where it was recorded before; raises what `keep_paper` raises."""
    claim = own_counter_claim(session, staff, enrolment_id)
    return keep_paper(session, claim, field, file, received_by=staff.name, now=now)
