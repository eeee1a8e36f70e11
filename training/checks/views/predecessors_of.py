"""The voided checks whose draws a check carries on (带入)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.views.find_check import checks_with_class
from training.records.checks.spot_checks import CarryOver, SpotCheck


def predecessors_of(session: Session, check: SpotCheck) -> list[SpotCheck]:
    """The oldest first; only a phone check has any."""
    if check.draw is None:
        return []
    carried = select(CarryOver.voided_id).where(CarryOver.check_id == check.id)
    voided = checks_with_class().where(SpotCheck.id.in_(carried))
    return list(session.scalars(voided.order_by(SpotCheck.id)))
