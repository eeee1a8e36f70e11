"""A claim, or one of its papers, before somebody who may review it."""

from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import OwnClaim, check_role
from training.claims.terms import ClaimAct, ClaimState
from training.claims.views.find_claim import find_claim, find_claim_of_paper, hold_claim, is_own
from training.claims.views.load_claim import latest_papers, submissions_of
from training.errors import Next, NotNow
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.staff.staff import Staff


def paper_to_review(session: Session, staff: Staff, paper_id: UUID) -> tuple[C1Claim, ClaimPaper]:
    """Raises NotFound, NotYourAct, OwnClaim, NotInReview or OldPaper."""
    claim = claim_to_review(session, staff, find_claim_of_paper(session, staff, paper_id).public_id)
    if claim.state is not ClaimState.WAITING:
        raise NotInReview(claim.state.value)
    latest = [each for each in latest_papers(session, claim) if each.public_id == paper_id]
    if not latest or latest[0].for_submission > submissions_of(session, claim):
        raise OldPaper
    return claim, latest[0]


class NotInReview(NotNow):
    """Only papers of a claim that waits for review are reviewed."""

    leads_to = (Next.CLAIMS,)

    def __init__(self, state: str):
        super().__init__(f"申领现在是“{state}”，不在审核中；请重新打开看最新状态。")


class OldPaper(NotNow):
    """There is a newer version of the paper, or it was not handed in yet."""

    leads_to = (Next.CLAIMS,)

    def __init__(self) -> None:
        super().__init__("这张材料已有更新的版本或还没有提交，请重新打开，审核最新的一张。")


def claim_to_review(session: Session, staff: Staff, claim_id: UUID) -> C1Claim:
    """The claim, held, for one who may review it; raises NotFound, NotYourAct or OwnClaim."""
    claim = hold_claim(session, find_claim(session, staff, claim_id))
    check_role(staff.role, ClaimAct.APPROVE)
    if is_own(claim, staff):
        raise OwnClaim
    return claim
