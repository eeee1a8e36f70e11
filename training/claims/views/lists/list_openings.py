from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper, PaperOpening
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


def list_openings(session: Session, before: int | None = None, limit: int = 100) -> Sequence[PaperOpening]:
    """Who opened whose papers, the latest first; `before` is the key of the last one seen."""
    of_claim = joinedload(PaperOpening.paper).joinedload(ClaimPaper.claim)
    openings = select(PaperOpening).options(
        joinedload(PaperOpening.staff).joinedload(Staff.district),
        of_claim.joinedload(C1Claim.enrolment).joinedload(Enrolment.trainee),
        of_claim.joinedload(C1Claim.district),
    )
    if before is not None:
        openings = openings.where(PaperOpening.id < before)
    return session.scalars(openings.order_by(PaperOpening.id.desc()).limit(limit)).all()
