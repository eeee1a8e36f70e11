from sqlalchemy.orm import Session, joinedload

from training.claims.terms import ClaimState
from training.claims.views.find_claim import claims_with_class
from training.records.claims.claims import C1Claim
from training.records.classes.districts import District


def approved_claims(session: Session, district: District) -> list[C1Claim]:
    """The list for the meeting: approved, not waiting for a second look, the oldest first.

    With the payment, which each row of a page shows and none has yet.
    """
    own = claims_with_class().where(C1Claim.district_id == district.id, C1Claim.look_is_due.is_(False))
    approved = own.where(C1Claim.state == ClaimState.APPROVED)
    whole = approved.options(joinedload(C1Claim.payment))
    return list(session.scalars(whole.order_by(C1Claim.since, C1Claim.id)))
