"""我的任务: what a round of today gave to me, or to whom I stand in for, and is not done yet (R06)."""

from datetime import datetime

from sqlalchemy import and_
from sqlalchemy.orm import Session

from training.checks.views.rounds.find_round import place_that_draws
from training.checks.views.rounds.order_lines import OrderLine, order_lines
from training.deputies.views.deputyships import stands_in_for
from training.notice.clock import shanghai_day
from training.records.checks.rounds import CheckRound
from training.records.staff.staff import Staff


def my_orders(session: Session, staff: Staff, *, now: datetime) -> tuple[OrderLine, ...]:
    """Raises NotAnInspector."""
    of_today = and_(place_that_draws(staff).is_of_it, CheckRound.day == shanghai_day(now))
    lines = [each for each in order_lines(session, of_today, now=now) if each.is_open]
    if not lines:
        return ()
    absent = {each.absent.public_id for each in stands_in_for(session, staff, now=now)}
    return tuple(each for each in lines if each.inspector_id in {staff.public_id, *absent})
