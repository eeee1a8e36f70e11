"""Which publicities a member of staff may see: the district's own, or all (R09)."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.claims.views.find_claim import claims_with_class
from training.classes.views.within import within
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity


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
