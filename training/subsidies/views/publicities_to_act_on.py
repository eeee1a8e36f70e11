"""The publicities that are over, and for whose people the district has yet to apply (R21, R22)."""

from datetime import date

from sqlalchemy import Select, exists, func

from training.claims.terms import ClaimState
from training.records.claims.claims import C1Claim
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.subsidies.views.find_publicity import visible_publicities


def publicities_to_act_on(staff: Staff, today: date) -> Select[Publicity]:
    """Those that are surely over, the one that ended first on top; an open objection keeps one there."""
    unpaid = exists().where(C1Claim.publicity_id == Publicity.id, C1Claim.state == ClaimState.PUBLICISED)
    is_over = func.coalesce(Publicity.latest_on, Publicity.ends_on) < today
    return visible_publicities(staff).where(unpaid, is_over).order_by(Publicity.ends_on, Publicity.id)
