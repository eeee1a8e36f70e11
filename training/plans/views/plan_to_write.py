"""A plan that somebody is about to change, held until the transaction ends."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.plans.rules.moves import check_writable
from training.plans.views.see_plans import see_plan
from training.records.plans import QuarterPlan
from training.records.staff.staff import Staff


def hold_plan(session: Session, staff: Staff, public_id: UUID) -> QuarterPlan:
    """Of two who change it at once the second waits here, and reads what the first did; raises NotFound."""
    own = see_plan(session, staff, public_id)
    session.execute(select(QuarterPlan.id).where(QuarterPlan.id == own.id).with_for_update())
    return see_plan(session, staff, public_id)


def plan_to_write(session: Session, staff: Staff, public_id: UUID) -> QuarterPlan:
    """A draft, or one that was returned; raises NotFound or NotWritable."""
    if not may(staff.role, Permission.WRITE_PLANS):
        raise NotFound("这份计划")
    own = hold_plan(session, staff, public_id)
    check_writable(own.state)
    return own
