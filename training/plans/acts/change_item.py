"""An item of a plan that the city does not have yet becomes another one (R03)."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from training.errors import NotFound, NotNow
from training.plans.rules.items import Item
from training.plans.views.check_offered import check_offered
from training.plans.views.plan_to_write import plan_to_write
from training.plans.views.see_plans import seen_of_item
from training.records.plans import PlanItem, QuarterPlan
from training.records.staff.staff import Staff


class ItemMoved(NotNow):
    """Somebody changed the very item since the page was opened."""

    def __init__(self) -> None:
        super().__init__("有人刚刚改过这一项，请回到计划看看现在的内容再改。")


@dataclass(frozen=True)
class ItemChange:
    """What becomes of the item of that line, None: it is taken out; `seen` is the mark of what was shown."""

    line: UUID
    item: Item | None
    seen: str


def change_item(session: Session, staff: Staff, plan_id: UUID, change: ItemChange) -> QuarterPlan:
    """Taken out, classes that were of it are then of what fits them.

    Raises NotFound, NotWritable, ItemMoved or NotOffered.
    """
    own = plan_to_write(session, staff, plan_id)
    held = next((each for each in own.items if each.line == change.line), None)
    if held is None:
        raise NotFound("这一项")
    if change.seen != seen_of_item(held):
        raise ItemMoved
    standing = session.get_one(PlanItem, held.id)
    if change.item is None:
        session.delete(standing)
    else:
        check_offered(session, [change.item], {held.industry})
        for name, value in asdict(change.item).items():
            setattr(standing, name, value)
    session.flush()
    session.expire(own, ["items"])
    return own
