from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.errors import NotRight
from training.ledgers.rules.entries import check_day, sign_fits
from training.ledgers.terms import EntryKind
from training.ledgers.views.balances import of_book
from training.ledgers.views.hold_ledger import closed_year, hold_ledger
from training.notice.clock import shanghai_day
from training.notice.terms import Fund
from training.records.ledgers.entries import LedgerEntry
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class NewEntry:
    """One line of the 收支台账, before it has its number."""

    district_id: int
    fund: Fund
    on_day: date
    kind: EntryKind
    amount_fen: int
    """Above 0: 收入; below: 支出."""
    voucher: str
    """凭证号."""
    summary: str
    counterpart: str = ""
    class_id: int | None = None
    reverses_id: int | None = None


class WrongSign(NotRight):
    """An expense is no income."""

    def __init__(self, kind: EntryKind):
        super().__init__(f"“{kind.value}”的金额方向不对，请核对收入和支出。")


def write_entry(session: Session, new: NewEntry, staff: Staff, *, now: datetime) -> LedgerEntry:
    """The next line of its district, fund and year, without a gap.

    Raises WrongSign, BadDay or YearIsClosed. Who may write at all, and whose, is asked by whoever calls.
    """
    if not sign_fits(new.kind, new.amount_fen):
        raise WrongSign(new.kind)
    hold_ledger(session)
    check_day(new.on_day, shanghai_day(now), closed_year(session, new.district_id, new.fund))
    own = of_book(new.district_id, new.fund, new.on_day.year)
    last = session.scalar(select(func.max(LedgerEntry.ordinal)).where(*own)) or 0
    entry = LedgerEntry(
        **vars(new),
        year=new.on_day.year,
        ordinal=last + 1,
        written_by_id=staff.id,
        written_by=staff.name,
        written_at=now,
    )
    session.add(entry)
    session.flush()
    return entry
