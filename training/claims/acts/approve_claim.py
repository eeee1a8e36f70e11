from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.acts.tell_decided import tell_decided
from training.claims.rules.c1_acts import next_state
from training.claims.rules.c1_claims import PaidByVoucher, check_gates
from training.claims.terms import ClaimAct
from training.claims.views.by import by_staff
from training.claims.views.claim_to_review import claim_to_review
from training.claims.views.find_claim import hold_claimant
from training.claims.views.load_claim import case_of, policy_of
from training.claims.views.other_hands import check_not_filed_by
from training.claims.views.was_sent_back import was_sent_back
from training.classes.views.imported_before import TURNS
from training.database import wait_for_turn
from training.notice.clock import shanghai_day
from training.notice.shares import is_drawn
from training.outbox.rules.short_links import NO_LINKS, ShortLinks
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import VOUCHER_HAS_PAID, Voucher


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
    Raises NotFound, NotYourAct, OwnClaim, SameHand, ClaimStandsElsewhere, GatesNotMet or PaidByVoucher.
    """
    # Whoever writes vouchers off takes the same turn: of the two one is met.
    wait_for_turn(session, TURNS["vouchers"])
    claim = claim_to_review(session, staff, claim_id)
    check_not_filed_by(session, claim, staff, now=now)
    next_state(claim.state, ClaimAct.APPROVE)
    hold_claimant(session, claim)
    policy = policy_of(claim)
    check_gates(case_of(session, claim, now=now), policy, shanghai_day(now))
    if number := session.scalar(_voucher_of(claim)):
        raise PaidByVoucher(number)
    drawn = is_drawn(claim.public_id, seed, policy.second_look_percent)
    claim.look_is_due = drawn or was_sent_back(session, claim)
    claim.seed, claim.approved_at, claim.second_reviewer_is_due = seed, now, False
    act_on_claim(session, claim, ClaimAct.APPROVE, by_staff(staff), now=now)
    tell_decided(session, claim, links, now=now)
    return claim


def _voucher_of(claim: C1Claim) -> Select[str]:
    """Its number."""
    return select(Voucher.number).where(Voucher.used_enrolment_id == claim.enrolment_id, VOUCHER_HAS_PAID)
