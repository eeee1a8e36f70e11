"""Items are put into a plan that the city does not have yet (R03)."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from training.errors import NotRight
from training.plans.rules.items import MOST_ITEMS, Item
from training.plans.views.check_offered import check_offered
from training.plans.views.plan_to_write import plan_to_write
from training.plans.views.see_plans import see_plan
from training.records.plans import PlanItem, QuarterPlan
from training.records.staff.staff import Staff


class TooManyItems(NotRight):
    """A plan is read by people."""

    def __init__(self) -> None:
        super().__init__(f"一版计划最多 {MOST_ITEMS} 项，请合并后再写。")


def write_items(session: Session, staff: Staff, plan_id: UUID, items: Sequence[Item]) -> QuarterPlan:
    """Behind those that are there; raises NotFound, NotWritable, TooManyItems or NotOffered."""
    own = plan_to_write(session, staff, plan_id)
    if len(own.items) + len(items) > MOST_ITEMS:
        raise TooManyItems
    check_offered(session, items)
    last = max((each.ordinal for each in own.items), default=0)
    for ordinal, item in enumerate(items, last + 1):
        session.add(PlanItem(plan_id=own.id, line=uuid4(), ordinal=ordinal, **asdict(item)))
    session.flush()
    return see_plan(session, staff, plan_id)
