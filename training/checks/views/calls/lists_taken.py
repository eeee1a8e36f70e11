"""Who took the numbers of a check along, and when: a list is told on the record as such (R37, R69)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.checks.views.find_check import find_check
from training.records.checks.calls import PhoneShowing
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class TakenList:
    """One list of numbers, as it was handed out."""

    taken_by: str
    taken_at: datetime
    numbers: int


def lists_taken(session: Session, staff: Staff, check_id: UUID) -> tuple[TakenList, ...]:
    """In order of time; raises NotFound."""
    check = find_check(session, staff, check_id)
    columns = (PhoneShowing.shown_to, PhoneShowing.shown_at, func.count())
    own = select(*columns).where(PhoneShowing.check_id == check.id, PhoneShowing.on_list)
    by_list = own.group_by(PhoneShowing.staff_id, PhoneShowing.shown_to, PhoneShowing.shown_at)
    rows = session.execute(by_list.order_by(PhoneShowing.shown_at, PhoneShowing.shown_to))
    return tuple(TakenList(*row) for row in rows)
