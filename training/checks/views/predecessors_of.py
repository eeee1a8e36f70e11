"""The voided checks whose draws a check carries on (带入)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.views.find_check import checks_with_class
from training.records.checks.spot_checks import CarryOver, SpotCheck


def predecessors_of(session: Session, check: SpotCheck) -> list[SpotCheck]:
    """The oldest first; only a phone check has any."""
    # Before the first of a class and level there is none, and most are the first.
    if check.draw is None or check.ordinal == 1:
        return []
    carried = select(CarryOver.voided_id).where(CarryOver.check_id == check.id)
    voided = checks_with_class().where(SpotCheck.id.in_(carried))
    return list(session.scalars(voided.order_by(SpotCheck.id)))
