"""A paper is opened: by its owner, or by staff, which is always on record (查阅记录)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.claims.views.find_claim import visible_claims
from training.errors import NotFound, Refusal
from training.notice.terms import Role
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper, PaperOpening
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff


class AuditorsReadTheLog(Refusal):
    """An auditor checks who opened what, and opens nothing."""

    def __init__(self) -> None:
        super().__init__(
            "审计人员可以看办理记录和查阅记录，不能打开个人材料；确有需要请由旗县区人员陪同查看。"
        )


@dataclass(frozen=True)
class KeptPaper:
    """Where the store has it."""

    key: str
    media_type: str
    name: str
    """For a download: no person's name, no number."""


def open_paper(session: Session, staff: Staff, paper_id: UUID, *, now: datetime) -> KeptPaper:
    """Note that this person opens the paper; raises NotFound or AuditorsReadTheLog."""
    own = visible_claims(staff).join(ClaimPaper, ClaimPaper.claim_id == C1Claim.id)
    if session.scalars(own.where(ClaimPaper.public_id == paper_id)).one_or_none() is None:
        raise NotFound("这张材料")
    if staff.role is Role.AUDITOR:
        raise AuditorsReadTheLog
    paper = _there(session, paper_id)
    session.add(PaperOpening(paper_id=paper.id, staff_id=staff.id, opened_at=now))
    session.flush()
    return KeptPaper(paper.store_key, paper.media_type, f"{paper.kind.value}-{paper.place}")


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
    paper = _there(session, paper_id)
    if not paper.thumbnail_key:
        raise NotFound("这张材料的小图")
    return KeptPaper(paper.thumbnail_key, "image/jpeg", "thumbnail")


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


def _there(session: Session, paper_id: UUID) -> ClaimPaper:
    there = select(ClaimPaper).where(ClaimPaper.public_id == paper_id, ClaimPaper.purged_at.is_(None))
    found = session.scalars(there).one_or_none()
    if found is None:
        raise NotFound("这张材料，它已按保存期限删除")
    return found
