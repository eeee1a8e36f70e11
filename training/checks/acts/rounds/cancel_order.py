"""取消: an order of today is taken back, with the reason; the class stays in the record of the draw (R06)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.rounds.act_on_order import act_on_order
from training.checks.terms import OrderAct
from training.checks.views.rounds.find_round import hold_order, place_that_draws
from training.checks.views.rounds.order_lines import OrderLine
from training.notice.notes import read_reason
from training.records.checks.rounds import CheckOrderAct
from training.records.staff.staff import Staff


def cancel_order(session: Session, staff: Staff, order_id: UUID, reason: str, *, now: datetime) -> OrderLine:
    """Raises NotAnInspector, NotFound, NotYourRound, OrderIsSettled, ReasonMissing or TextTooLong."""
    place_that_draws(staff)
    order = hold_order(session, staff, order_id)
    act = CheckOrderAct(act=OrderAct.CANCELLED, reason=read_reason(reason, "取消任务"))
    return act_on_order(session, staff, order, act, now=now)
