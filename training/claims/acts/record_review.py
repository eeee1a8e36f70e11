from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import ActedAtOnce
from training.claims.acts.claim_cards_are_due import claim_cards_are_due
from training.claims.rules.c1_claims import awaits_another_reviewer
from training.claims.rules.c1_papers import PaperFacts
from training.claims.views.load_claim import case_of, policy_of
from training.database import insert_new
from training.notice.clock import shanghai_day
from training.records.claims.claims import C1Claim
from training.records.claims.papers import ClaimPaper, PaperReview
from training.records.staff.staff import Staff


def record_review(
    session: Session, paper: ClaimPaper, staff: Staff, facts: PaperFacts | None, reason: str, *, now: datetime
) -> C1Claim:
    """Without facts the paper is returned for the reason; gives its claim."""
    claim = paper.claim
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
