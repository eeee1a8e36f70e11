"""An item of a plan that the city does not have yet becomes another one (R03)."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy.orm import Session

from training.errors import NotFound
from training.plans.rules.items import Item
from training.plans.views.plan_to_write import plan_to_write
from training.records.plans import PlanItem, QuarterPlan
from training.records.staff.staff import Staff


def change_item(session: Session, staff: Staff, plan_id: UUID, line: UUID, item: Item | None) -> QuarterPlan:
    """None takes it out; classes that were of it are then of what fits them.

    Raises NotFound or NotWritable.
    """
    own = plan_to_write(session, staff, plan_id)
    held = next((each for each in own.items if each.line == line), None)
    if held is None:
        raise NotFound("这一项")
    standing = session.get_one(PlanItem, held.id)
    if item is None:
        session.delete(standing)
    else:
        for name, value in asdict(item).items():
            setattr(standing, name, value)
    session.flush()
    session.expire(own, ["items"])
    return own
