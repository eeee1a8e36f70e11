"""The small copy of a paper for the trainee who handed it in."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.errors import NotFound
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.classes.trainees import Enrolment


def paper_that_is_there(session: Session, paper_id: UUID) -> ClaimPaper:
    there = select(ClaimPaper).where(ClaimPaper.public_id == paper_id, ClaimPaper.purged_at.is_(None))
    found = session.scalars(there).one_or_none()
    if found is None:
        raise NotFound("这张材料，它已按保存期限删除")
    return found


@dataclass(frozen=True)
class KeptPaper:
    """Where the store has it."""

    key: str
    media_type: str
    name: str
    """For a download: no person's name, no number."""


def own_thumbnail(session: Session, trainee_id: int, paper_id: UUID) -> KeptPaper:
    """The watermarked small copy for the owner; another's paper is not found (raises NotFound)."""
    own = (
        select(ClaimPaper.id)
        .join(C1Claim, ClaimPaper.claim_id == C1Claim.id)
        .join(Enrolment, C1Claim.enrolment_id == Enrolment.id)
        .where(ClaimPaper.public_id == paper_id, Enrolment.trainee_id == trainee_id)
    )
    if session.scalar(own) is None:
        raise NotFound("这张材料")
    paper = paper_that_is_there(session, paper_id)
    if not paper.thumbnail_key:
        raise NotFound("这张材料的小图")
    return KeptPaper(paper.thumbnail_key, "image/jpeg", "thumbnail")
