"""The claim that somebody names in the chat by its short number."""

from sqlalchemy.orm import Session

from training.claims.rules.claim_numbers import ClaimNumber, number_of
from training.claims.views.events_of import events_of
from training.claims.views.find_claim import hold_claim, visible_claims
from training.classes.views.find_class import SeveralFound
from training.errors import Next, NotFound, NotNow
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff

MOST_NAMED = 8


class ClaimMovedOn(NotNow):
    """The number was shown before somebody acted with the claim."""

    leads_to = (Next.CLAIMS,)

    def __init__(self, number: ClaimNumber, present: ClaimNumber, state: str):
        super().__init__(
            f"编号 {number} 之后这份申领又有办理，现在是“{state}”。请看过最新的 {present} 再办。"
        )
        self.present = present


def find_claim_by_number(session: Session, staff: Staff, number: ClaimNumber) -> C1Claim:
    """The one that this person may see whose number begins so; raises NotFound or SeveralFound."""
    own = visible_claims(staff).where(C1Claim.public_id.between(number.lowest, number.highest))
    found = session.scalars(own.order_by(C1Claim.public_id).limit(MOST_NAMED)).all()
    if not found:
        raise NotFound(f"申领 {number}")
    if len(found) > 1:
        raise SeveralFound("申领", [each.public_id.hex for each in found])
    return found[0]


def claim_to_act_on(session: Session, staff: Staff, number: ClaimNumber) -> C1Claim:
    """The same, held, and as it stood when its number was shown; raises ClaimMovedOn too."""
    claim = hold_claim(session, find_claim_by_number(session, staff, number))
    present = number_of_claim(session, claim)
    if number.acts not in (None, present.acts):
        raise ClaimMovedOn(number, present, claim.state.value)
    return claim


def number_of_claim(session: Session, claim: C1Claim) -> ClaimNumber:
    """What the claim is called at this moment."""
    return number_of(claim.public_id, events_of(session, claim))
