from datetime import datetime

from sqlalchemy.orm import Session

from training.checks.terms import OrderState
from training.checks.views.rounds.order_lines import OrderLine, order_lines
from training.errors import Next, NotNow
from training.records.checks.rounds import CheckOrder, CheckOrderAct
from training.records.staff.staff import Staff


class OrderIsSettled(NotNow):
    """The order is done, being done, taken back, or of a day that is over."""

    leads_to = (Next.DUE,)

    def __init__(self, class_number: str, state: OrderState):
        super().__init__(f"{class_number} 的任务{state}，不能再改派或取消；只有当天“已派”的任务可以。")
        self.state = state


def act_on_order(
    session: Session, staff: Staff, order: CheckOrder, act: CheckOrderAct, *, now: datetime
) -> OrderLine:
    """Add the act to an order that is held; raises OrderIsSettled."""
    own = CheckOrder.id == order.id
    line = order_lines(session, own, now=now)[0]
    if line.state is not OrderState.ASSIGNED:
        raise OrderIsSettled(line.of_class.number, line.state)
    act.ordinal = len(order.acts) + 1
    act.staff_id, act.acted_by, act.acted_at = staff.id, staff.name, now
    order.acts.append(act)
    session.flush()
    return order_lines(session, own, now=now)[0]
