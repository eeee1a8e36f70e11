"""In January: balances of earlier years that the district has not carried over (R66)."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.ledgers.views.balances import open_balances
from training.notice.clock import shanghai_day
from training.notice.money import signed_yuan
from training.notice.permissions import Permission, may
from training.notice.terms import Fund
from training.records.staff.staff import Staff
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace

JANUARY, FUNDS = 1, list(Fund)


def work_of_ledgers(session: Session, staff: Staff, *, now: datetime) -> Iterator[Work]:
    """One for each fund and year; one statement, and in other months none."""
    today = shanghai_day(now)
    if today.month != JANUARY or staff.district_id is None or not may(staff.role, Permission.KEEP_LEDGERS):
        return
    last_day = date(today.year, JANUARY, 31)
    for fund, year, fen in open_balances(session, staff.district_id, today.year):
        mark = Mark(last_day, None, WorkKind.CARRY_OVER, f"{year}{FUNDS.index(fund)}")
        title, note = f"{year} 年{fund}还没有结转", f"余额 {signed_yuan(fen)} 元"
        yield Work(mark, title, note, "去结转", WorkPlace.LEDGERS, year)
