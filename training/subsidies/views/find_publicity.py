"""公示 of C1 from before the common chain: who may see which, and what of it is left to be done (R09)."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, joinedload

from training.claims.terms import ClaimState
from training.claims.views.find_claim import claims_with_class
from training.classes.views.within import within
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.claims.claims import C1Claim
from training.records.payments.meetings import SubsidyPublicity
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine
from training.records.subsidies.publicity import Publicity

LEFT = (ClaimState.PUBLICISED, ClaimState.APPLIED)


def visible_publicities(staff: Staff) -> Select[Publicity]:
    """A query of the publicities that this person may see; an institution reads what is posted."""
    publicities = select(Publicity).options(joinedload(Publicity.district), joinedload(Publicity.minutes))
    return publicities.where(within(staff, Permission.SEE_PUBLICITIES, district=Publicity.district_id))


def find_publicity(session: Session, staff: Staff, publicity_id: UUID) -> Publicity:
    """The publicity, if this person may see it; what you may not see is not found (raises NotFound)."""
    own = visible_publicities(staff).where(Publicity.public_id == publicity_id)
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这次公示")
    return found


def claims_shown(session: Session, publicity: Publicity) -> list[C1Claim]:
    """Those who are shown to the public, in the order of the meeting's list."""
    own = claims_with_class().where(C1Claim.publicity_id == publicity.id)
    return list(session.scalars(own.options(joinedload(C1Claim.payment)).order_by(C1Claim.id)))


def has_moved_on() -> ColumnElement[bool]:
    """Of a claim: that it has its line in the common chain."""
    return exists().where(SubsidyLine.claim_id == C1Claim.id)


def claims_left(publicity: Publicity) -> Select[C1Claim]:
    """Shown or applied for, not paid, and of no line yet."""
    own = claims_with_class().where(C1Claim.publicity_id == publicity.id, C1Claim.state.in_(LEFT))
    return own.where(~has_moved_on()).order_by(C1Claim.id)


def publicities_left(staff: Staff) -> Select[Publicity]:
    """待转入: those of which anybody is left."""
    left = exists().where(C1Claim.publicity_id == Publicity.id, C1Claim.state.in_(LEFT), ~has_moved_on())
    return visible_publicities(staff).where(left)


def was_carried_over() -> ColumnElement[bool]:
    """Of a publicity: the common chain has its people and its days, under the same address."""
    return exists().where(SubsidyPublicity.public_id == Publicity.public_id)
