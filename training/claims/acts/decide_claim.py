"""The district decides about a claim: back to the trainee, granted, or refused (R16, R19)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim, by_staff, was_sent_back
from training.claims.acts.review_paper import claim_to_review
from training.claims.acts.tell_claimant import tell_decided, tell_returned
from training.claims.rules.c1_acts import is_drawn, next_state
from training.claims.rules.c1_claims import check_gates, state_of
from training.claims.views.hold_claimant import hold_claimant
from training.claims.views.load_claim import case_of, policy_of
from training.errors import Refusal
from training.notice.clock import shanghai_day
from training.notice.notes import read_note, read_reason
from training.notice.terms import ClaimAct, PaperState
from training.outbox.acts.short_links import NO_LINKS, ShortLinks
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff


class NothingReturned(Refusal):
    """A claim goes back only with a paper that has to be mended."""

    def __init__(self) -> None:
        super().__init__("还没有退回任何一张材料，也没有写明缺什么；请先退回要改的材料，或写明要补什么。")


def return_claim(
    session: Session,
    staff: Staff,
    claim_id: UUID,
    reason: str,
    *,
    links: ShortLinks = NO_LINKS,
    now: datetime,
) -> C1Claim:
    """Give the claim back to be mended, and tell the trainee.

    Raises NotFound, NotYourAct, OwnClaim, NotNow, NothingReturned or TextTooLong.
    """
    claim, why = claim_to_review(session, staff, claim_id), read_note(reason)
    next_state(claim.state, ClaimAct.RETURN)
    case, today = case_of(session, claim, now=now), shanghai_day(now)
    faulty = (PaperState.RETURNED, PaperState.EXPIRED)
    if not why and all(state_of(each, policy_of(claim), today) not in faulty for each in case.papers):
        raise NothingReturned
    act_on_claim(session, claim, ClaimAct.RETURN, by_staff(staff, why), now=now)
    tell_returned(session, claim, links, now=now)
    return claim


def approve_claim(
    session: Session,
    staff: Staff,
    claim_id: UUID,
    *,
    seed: bytes,
    links: ShortLinks = NO_LINKS,
    now: datetime,
) -> C1Claim:
    """Grant the claim, which all three gates must allow; a share, drawn by `seed`, is looked at again.

    A claim that the city sent back is looked at again in any case.
    Raises NotFound, NotYourAct, OwnClaim, NotNow or GatesNotMet.
    """
    claim = claim_to_review(session, staff, claim_id)
    next_state(claim.state, ClaimAct.APPROVE)
    hold_claimant(session, claim)
    policy = policy_of(claim)
    check_gates(case_of(session, claim, now=now), policy, shanghai_day(now))
    drawn = is_drawn(claim.public_id, seed, policy.second_look_percent)
    claim.look_is_due = drawn or was_sent_back(session, claim)
    claim.seed, claim.approved_at, claim.second_reviewer_is_due = seed, now, False
    act_on_claim(session, claim, ClaimAct.APPROVE, by_staff(staff), now=now)
    tell_decided(session, claim, links, now=now)
    return claim


def reject_claim(
    session: Session,
    staff: Staff,
    claim_id: UUID,
    reason: str,
    *,
    links: ShortLinks = NO_LINKS,
    now: datetime,
) -> C1Claim:
    """Refuse the claim for good, and tell the trainee why.

    Raises NotFound, NotYourAct, OwnClaim, NotNow, ReasonMissing or TextTooLong.
    """
    claim = claim_to_review(session, staff, claim_id)
    why = read_reason(reason, "审核不通过")
    claim.second_reviewer_is_due = False
    act_on_claim(session, claim, ClaimAct.REJECT, by_staff(staff, why), now=now)
    tell_decided(session, claim, links, now=now)
    return claim
