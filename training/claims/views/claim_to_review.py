"""A claim, or one of its papers, before somebody who may review it."""

from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.rules.c1_acts import OwnClaim, check_role
from training.claims.terms import ClaimAct, ClaimState
from training.claims.views.find_claim import hold_claim_of_paper, hold_visible_claim, is_own
from training.claims.views.load_claim import latest_papers, submissions_of
from training.errors import Next, NotNow
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper
from training.records.staff.staff import Staff


def paper_to_review(session: Session, staff: Staff, paper_id: UUID) -> ClaimPaper:
    """With its claim held; raises NotFound, NotYourAct, OwnClaim, NotInReview or OldPaper."""
    claim = hold_claim_of_paper(session, staff, paper_id)
    _refuse_reviewer(claim, staff)
    if claim.state is not ClaimState.WAITING:
        raise NotInReview(claim.state.value)
    latest = [each for each in latest_papers(session, claim) if each.public_id == paper_id]
    if not latest or latest[0].for_submission > submissions_of(session, claim):
        raise OldPaper
    return latest[0]


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
    claim = hold_visible_claim(session, staff, claim_id)
    _refuse_reviewer(claim, staff)
    return claim


def _refuse_reviewer(claim: C1Claim, staff: Staff) -> None:
    check_role(staff.role, ClaimAct.APPROVE)
    if is_own(claim, staff):
        raise OwnClaim
