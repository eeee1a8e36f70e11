"""A reviewer passes or returns one paper of a claim (R59, R60)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import ActedAtOnce
from training.claims.acts.want_claim_cards import claim_cards_are_due
from training.claims.rules.c1_acts import OwnClaim, check_role
from training.claims.rules.c1_claims import awaits_another_reviewer
from training.claims.rules.c1_papers import PaperFacts, ReadPaper, check_paper
from training.claims.views.find_claim import find_claim, find_claim_of_paper, hold_claim, is_own
from training.claims.views.load_claim import case_of, latest_papers, policy_of, submissions_of
from training.database import insert_new
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.terms import ClaimAct, ClaimState
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper, PaperReview
from training.records.staff.staff import Staff


class NotInReview(Refusal):
    """Only papers of a claim that waits for review are reviewed."""

    def __init__(self, state: str):
        super().__init__(f"申领现在是“{state}”，不在审核中；请重新打开看最新状态。")


class OldPaper(Refusal):
    """There is a newer version of the paper, or it was not handed in yet."""

    def __init__(self) -> None:
        super().__init__("这张材料已有更新的版本或还没有提交，请重新打开，审核最新的一张。")


def pass_paper(
    session: Session, staff: Staff, paper_id: UUID, facts: PaperFacts, *, now: datetime
) -> C1Claim:
    """Record that the paper is in order and what was read on it.

    Raises FactsMissing or PaperNotInOrder where the notice says otherwise, and what `_find` raises.
    """
    claim, paper = _find(session, staff, paper_id)
    read = ReadPaper(paper.kind, paper.place, facts)
    check_paper(read, claim.enrolment.training_class.starts_on, shanghai_day(now))
    return _record(session, claim, paper, staff, facts, "", now)


def return_paper(session: Session, staff: Staff, paper_id: UUID, reason: str, *, now: datetime) -> C1Claim:
    """Record why the paper does not do; raises ReasonMissing, TextTooLong and what `_find` raises."""
    claim, paper = _find(session, staff, paper_id)
    return _record(session, claim, paper, staff, None, read_reason(reason, "退回材料"), now)


def claim_to_review(session: Session, staff: Staff, claim_id: UUID) -> C1Claim:
    """The claim, held, for one who may review it; raises NotFound, NotYourAct or OwnClaim."""
    claim = hold_claim(session, find_claim(session, staff, claim_id))
    check_role(staff.role, ClaimAct.APPROVE)
    if is_own(claim, staff):
        raise OwnClaim
    return claim


def _find(session: Session, staff: Staff, paper_id: UUID) -> tuple[C1Claim, ClaimPaper]:
    """Raises NotFound, NotYourAct, OwnClaim, NotInReview or OldPaper."""
    claim = claim_to_review(session, staff, find_claim_of_paper(session, staff, paper_id).public_id)
    if claim.state is not ClaimState.WAITING:
        raise NotInReview(claim.state.value)
    latest = [each for each in latest_papers(session, claim) if each.public_id == paper_id]
    if not latest or latest[0].for_submission > submissions_of(session, claim):
        raise OldPaper
    return claim, latest[0]


def _record(
    session: Session,
    claim: C1Claim,
    paper: ClaimPaper,
    staff: Staff,
    facts: PaperFacts | None,
    reason: str,
    now: datetime,
) -> C1Claim:
    before = session.scalar(select(func.count()).where(PaperReview.paper_id == paper.id)) or 0
    row = {
        "paper_id": paper.id,
        "ordinal": before + 1,
        "facts": facts.to_json() if facts else None,
        "reason": reason,
        "staff_id": staff.id,
        "reviewed_at": now,
    }
    if not insert_new(session, PaperReview, [row]):
        raise ActedAtOnce
    session.expire(paper, ["reviews"])
    case = case_of(session, claim, now=now)
    is_due = awaits_another_reviewer(case, policy_of(claim), shanghai_day(now))
    if is_due is not claim.second_reviewer_is_due:
        # Every change of a card costs a call of the month, so not for every paper.
        claim_cards_are_due(session, claim)
    claim.second_reviewer_is_due = is_due
    session.flush()
    return claim
