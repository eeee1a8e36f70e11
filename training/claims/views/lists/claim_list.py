"""The claims that somebody may see, as a list asks for them (申领列表)."""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.claims.rules.claim_list import ALL, MINE, STATE, claim_offer
from training.claims.terms import ClaimState
from training.claims.views.find_claim import UNSEEN, visible_claims
from training.claims.views.lists.list_claims import waiting_claims
from training.listing.rules.listing import Listing, Offer
from training.listing.rules.places import DISTRICT
from training.listing.views.between import is_at
from training.listing.views.page_of import Order
from training.notice.permissions import Permission, is_everywhere
from training.people.views.enrolments_called import enrolments_called
from training.records.claims.claims import C1Claim
from training.records.classes.districts import District
from training.records.staff.staff import Staff

SEEN = tuple(state for state in ClaimState if state not in UNSEEN)


def offered_claims(session: Session, staff: Staff) -> Offer:
    """At most one statement."""
    districts: dict[str, str] = {}
    if is_everywhere(staff.role, Permission.SEE_CLAIMS):
        rows = session.execute(select(District.id, District.name).order_by(District.id))
        districts = {str(key): name for key, name in rows}
    return claim_offer(SEEN, districts)


def listed_claims(staff: Staff, listing: Listing, now: datetime) -> Select[C1Claim]:
    """With person, class and district."""
    rows = _of_state(staff, listing.of(STATE)).where(*is_at(C1Claim.since, listing))
    if district := listing.of(DISTRICT):
        rows = rows.where(C1Claim.district_id == int(district))
    return rows.where(*(C1Claim.enrolment_id.in_(each) for each in enrolments_called(staff, listing)))


def order_of_claims(listing: Listing) -> Order:
    return Order((C1Claim.since, C1Claim.id), listing.is_descending)


def _of_state(staff: Staff, state: str) -> Select[C1Claim]:
    if state in (MINE, ""):
        return waiting_claims(staff)
    return visible_claims(staff) if state == ALL else visible_claims(staff).where(C1Claim.state == state)
