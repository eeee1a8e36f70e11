from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.acts.act_on_claim import act_on_claim
from training.claims.acts.tell_decided import tell_decided
from training.claims.terms import ClaimAct
from training.claims.views.by import by_staff
from training.claims.views.claim_to_review import claim_to_review
from training.claims.views.other_hands import check_not_filed_by
from training.notice.notes import read_reason
from training.outbox.rules.short_links import NO_LINKS, ShortLinks
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff


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

    Raises NotFound, NotYourAct, OwnClaim, SameHand, ClaimStandsElsewhere, ReasonMissing or TextTooLong.
    """
    claim = claim_to_review(session, staff, claim_id)
    check_not_filed_by(session, claim, staff, now=now)
    why = read_reason(reason, "审核不通过")
    claim.second_reviewer_is_due = False
    act_on_claim(session, claim, ClaimAct.REJECT, by_staff(staff, why), now=now)
    tell_decided(session, claim, links, now=now)
    return claim
