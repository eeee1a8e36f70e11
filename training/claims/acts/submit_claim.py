"""The trainee hands a claim in, with the consent; takes it back before anybody looked; or gives it up."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import By, act_on_claim
from training.claims.rules.c1_acts import next_state
from training.claims.rules.c1_claims import lacking_to_submit
from training.claims.rules.consent import CONSENT_VERSION, ConsentMissing
from training.claims.views.find_claim import hold_claim
from training.claims.views.load_claim import case_of, policy_of
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.notice.terms import ClaimAct
from training.records.claims.claims import C1Claim, ClaimEvent
from training.records.claims.papers import ClaimPaper, PaperReview


class PapersMissing(Refusal):
    """The claim cannot be submitted yet."""

    def __init__(self, lacking: tuple[str, ...]):
        super().__init__(f"还不能提交：{''.join(lacking)}")
        self.lacking = lacking


class ReviewHasBegun(Refusal):
    """A reviewer has looked at the claim, so it cannot be taken back."""

    def __init__(self) -> None:
        super().__init__("审核已经开始，不能撤回；有问题请在“反映问题”里说明，或等待审核结果。")


def submit_claim(
    session: Session,
    claim: C1Claim,
    by_name: str,
    *,
    agreed_to: str,
    staff_id: int | None = None,
    now: datetime,
) -> None:
    """Submit, or submit again after a return; raises ConsentMissing, PapersMissing or NotNow.

    `staff_id` is whoever does it at the counter for the trainee.
    """
    hold_claim(session, claim)
    next_state(claim.state, ClaimAct.SUBMIT)
    if agreed_to != CONSENT_VERSION:
        raise ConsentMissing
    case = case_of(session, claim, now=now)
    if lacking := lacking_to_submit(case.papers, policy_of(claim), shanghai_day(now)):
        raise PapersMissing(lacking)
    by = By(by_name, staff_id, consent_version=agreed_to)
    act_on_claim(session, claim, ClaimAct.SUBMIT, by, now=now)


def withdraw_claim(
    session: Session, claim: C1Claim, by_name: str, *, staff_id: int | None = None, now: datetime
) -> None:
    """Take the claim back to change it; raises ReviewHasBegun or NotNow."""
    hold_claim(session, claim)
    next_state(claim.state, ClaimAct.WITHDRAW)
    if review_has_begun(session, claim):
        raise ReviewHasBegun
    act_on_claim(session, claim, ClaimAct.WITHDRAW, By(by_name, staff_id), now=now)


def give_up_claim(
    session: Session, claim: C1Claim, by_name: str, *, staff_id: int | None = None, now: datetime
) -> None:
    """End a claim that is not with the reviewers; raises NotNow."""
    hold_claim(session, claim)
    act_on_claim(session, claim, ClaimAct.GIVE_UP, By(by_name, staff_id), now=now)


def review_has_begun(session: Session, claim: C1Claim) -> bool:
    """Whether any paper was reviewed since the claim was last submitted."""
    submitted = select(func.max(ClaimEvent.acted_at)).where(
        ClaimEvent.claim_id == claim.id, ClaimEvent.act == ClaimAct.SUBMIT
    )
    reviews = select(PaperReview.id).join(ClaimPaper).where(ClaimPaper.claim_id == claim.id)
    since = reviews.where(PaperReview.reviewed_at >= submitted.scalar_subquery())
    return session.scalar(since.limit(1)) is not None
