from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.acts.tell_returned import tell_returned
from training.claims.rules.c1_acts import next_state
from training.claims.rules.c1_claims import state_of
from training.claims.terms import ClaimAct, PaperState
from training.claims.views.by import by_staff
from training.claims.views.claim_to_review import claim_to_review
from training.claims.views.load_claim import handed_in, policy_of
from training.errors import Next, NotNow
from training.notice.clock import shanghai_day
from training.notice.notes import read_note
from training.outbox.rules.short_links import NO_LINKS, ShortLinks
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff


class NothingReturned(NotNow):
    """A claim goes back only with a paper that has to be mended."""

    leads_to = (Next.CLAIMS,)

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

    Raises NotFound, NotYourAct, OwnClaim, ClaimStandsElsewhere, NothingReturned or TextTooLong.
    """
    claim, why = claim_to_review(session, staff, claim_id), read_note(reason)
    next_state(claim.state, ClaimAct.RETURN)
    papers, today = handed_in(session, claim).papers, shanghai_day(now)
    faulty = (PaperState.RETURNED, PaperState.EXPIRED)
    if not why and all(state_of(each, policy_of(claim), today) not in faulty for each in papers):
        raise NothingReturned
    act_on_claim(session, claim, ClaimAct.RETURN, by_staff(staff, why), now=now)
    tell_returned(session, claim, links, now=now)
    return claim
