"""A paper is opened: by its owner, or by staff, which is always on record (查阅记录)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.views.find_claim import visible_claims
from training.claims.views.own_thumbnail import KeptPaper, paper_that_is_there
from training.errors import NotFound, NotYours
from training.notice.notes import read_note
from training.notice.permissions import Permission, may
from training.people.rules.restrictions import Use, check_reason
from training.people.views.restricted import is_restricted
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper, PaperOpening
from training.records.staff.staff import Staff


class AuditorsReadTheLog(NotYours):
    """An auditor checks who opened what, and opens nothing."""

    def __init__(self) -> None:
        super().__init__(
            "审计人员可以看办理记录和查阅记录，不能打开个人材料；确有需要请由旗县区人员陪同查看。"
        )


def open_paper(
    session: Session, staff: Staff, paper_id: UUID, reason: str = "", *, now: datetime
) -> KeptPaper:
    """Note that this person opens the paper, and why where the data is restricted.

    Raises NotFound, AuditorsReadTheLog, WhyOpened or TextTooLong.
    """
    own = visible_claims(staff).join(ClaimPaper, ClaimPaper.claim_id == C1Claim.id)
    if session.scalars(own.where(ClaimPaper.public_id == paper_id)).one_or_none() is None:
        raise NotFound("这张材料")
    if not may(staff.role, Permission.OPEN_PAPERS):
        raise AuditorsReadTheLog
    paper = paper_that_is_there(session, paper_id)
    why = read_note(reason)
    restricted = is_restricted(session, paper.claim.enrolment.trainee_id)
    check_reason(Use.OPEN_PAPER, why, is_restricted=restricted)
    session.add(PaperOpening(paper_id=paper.id, staff_id=staff.id, opened_at=now, reason=why))
    session.flush()
    return KeptPaper(paper.store_key, paper.media_type, f"{paper.kind.value}-{paper.place}")
