"""我的任务: what a round of today gave to me, and is not done yet (R06)."""

from datetime import datetime

from sqlalchemy import and_
from sqlalchemy.orm import Session

from training.checks.views.rounds.find_round import place_that_draws
from training.checks.views.rounds.order_lines import OrderLine, order_lines
from training.notice.clock import shanghai_day
from training.records.checks.rounds import CheckRound
from training.records.staff.staff import Staff


def my_orders(session: Session, staff: Staff, *, now: datetime) -> tuple[OrderLine, ...]:
    """Raises NotAnInspector."""
    of_today = and_(place_that_draws(staff).is_of_it, CheckRound.day == shanghai_day(now))
    lines = order_lines(session, of_today, now=now)
    return tuple(each for each in lines if each.is_open and each.inspector_id == staff.public_id)
