"""A clerk looks at the small copy of a paper filed at the counter, which is on record (查阅记录)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.claims.views.own_thumbnail import KeptPaper
from training.errors import NotFound
from training.people.rules.restrictions import Use, check_reason
from training.people.views.restricted import is_restricted
from training.records.claims.claims import CounterFiling
from training.records.claims.papers import ClaimPaper, PaperOpening
from training.records.staff.staff import Staff


def open_thumbnail(session: Session, staff: Staff, paper_id: UUID, *, now: datetime) -> KeptPaper:
    """Note that this clerk opens the small copy of what the clerk filed.

    Raises NotFound; and WhyOpened where the data is restricted: then it is opened on the claim's page.
    """
    own = select(ClaimPaper).join(CounterFiling, CounterFiling.claim_id == ClaimPaper.claim_id)
    there = own.where(ClaimPaper.public_id == paper_id, ClaimPaper.purged_at.is_(None))
    found = session.scalars(there.where(CounterFiling.staff_id == staff.id)).one_or_none()
    if found is None or not found.thumbnail_key:
        raise NotFound("这张材料的小图")
    restricted = is_restricted(session, found.claim.enrolment.trainee_id)
    check_reason(Use.OPEN_PAPER, "", is_restricted=restricted)
    session.add(PaperOpening(paper_id=found.id, staff_id=staff.id, opened_at=now))
    session.flush()
    return KeptPaper(found.thumbnail_key, "image/jpeg", "thumbnail")
