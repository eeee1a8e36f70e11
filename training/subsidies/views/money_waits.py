"""What of the money waits for the district: objections to settle, payments to record (R21, R22)."""

from sqlalchemy import Select, exists

from training.claims.terms import ClaimState
from training.claims.views.find_claim import claims_with_class
from training.classes.views.within import within
from training.notice.permissions import Permission
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.subsidies.views.find_publicity import visible_publicities


def open_objections(staff: Staff) -> Select[C1Claim]:
    """The claims in publicity to which somebody objects, with their classes; each holds the money back."""
    objected = claims_with_class().where(
        C1Claim.state == ClaimState.PUBLICISED, C1Claim.has_objection.is_(True)
    )
    return objected.where(within(staff, Permission.HANDLE_OBJECTIONS, district=C1Claim.district_id))


def publicities_to_pay(staff: Staff) -> Select[Publicity]:
    """Those for whose people money was applied for and not yet recorded."""
    applied = exists().where(C1Claim.publicity_id == Publicity.id, C1Claim.state == ClaimState.APPLIED)
    return visible_publicities(staff).where(applied)
