"""带入: the next check also calls whom a voided draw had chosen and not found 一致, so none is drawn away."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.terms import CheckMethod
from training.checks.views.find_check import checks_with_class
from training.checks.views.predecessors_of import has_calls, open_before, owed_by
from training.records.checks.spot_checks import CarryOver, SpotCheck


def carry_over(session: Session, check: SpotCheck, *, now: datetime) -> set[UUID]:
    """Note what came to nothing before this check of the class and level; gives whom it owes a call.

    Those whom a draw had chosen are owed until a phone check calls them: a video check leaves that open.
    """
    before = checks_with_class().where(open_before(check))
    if check.method is CheckMethod.VIDEO:
        before = before.where(~has_calls())
    taken = list(session.scalars(before.order_by(SpotCheck.id)))
    session.add_all(CarryOver(check_id=check.id, voided_id=each.id) for each in taken)
    session.flush()
    return owed_by(session, taken, now)
