"""One order of a round, and who else could be given it (R06)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.terms import OrderState
from training.checks.views.rounds.find_round import find_order, place_that_draws
from training.checks.views.rounds.inspectors_of import inspectors_of
from training.checks.views.rounds.order_lines import OrderLine, order_lines
from training.records.checks.rounds import CheckOrder
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class OrderView:
    """One order, ready to show."""

    line: OrderLine
    round_id: UUID
    may_act: bool
    others: tuple[tuple[UUID, str], ...]


def see_order(session: Session, staff: Staff, order_id: UUID, *, now: datetime) -> OrderView:
    """Raises NotAnInspector or NotFound."""
    place, order = place_that_draws(staff), find_order(session, staff, order_id)
    line = order_lines(session, CheckOrder.id == order.id, now=now)[0]
    is_own = place.district_id == order.round.district_id
    others = inspectors_of(session, place) if is_own else []
    return OrderView(
        line=line,
        round_id=order.round.public_id,
        may_act=is_own and line.state is OrderState.ASSIGNED,
        others=tuple((each.public_id, each.name) for each in others if each.public_id != line.inspector_id),
    )
