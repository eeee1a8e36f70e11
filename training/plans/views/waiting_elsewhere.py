"""Plans of other quarters than the shown one that wait for somebody: what the menu counts beside the page."""

from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.permissions import Permission, may
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanState
from training.plans.views.see_plans import waiting_plans
from training.records.plans import QuarterPlan
from training.records.staff.staff import Staff

WAITING = {Permission.DECIDE_PLANS: PlanState.SUBMITTED, Permission.WRITE_PLANS: PlanState.RETURNED}


def waiting_elsewhere(session: Session, staff: Staff, shown: Quarter) -> list[tuple[str, UUID]]:
    """District and quarter in words, and the version; the longest waiting first."""
    states = [state for permission, state in WAITING.items() if may(staff.role, permission)]
    found = session.scalars(waiting_plans(staff, *states).order_by(QuarterPlan.moved_at)).all()
    named = [(each, Quarter(each.year, each.quarter)) for each in found]
    return [(f"{each.district.name} {own.words}", each.public_id) for each, own in named if own != shown]
