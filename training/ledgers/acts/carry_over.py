from datetime import date, datetime

from sqlalchemy.orm import Session

from training.errors import NotFound, NotNow
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.rules.entries import NEW_YEAR, YEARS_END
from training.ledgers.terms import EntryKind
from training.ledgers.views.balances import balance_of, open_balances
from training.ledgers.views.hold_ledger import closed_year, hold_ledger
from training.notice.clock import shanghai_day
from training.notice.money import signed_yuan
from training.notice.permissions import Permission, may
from training.notice.terms import Fund
from training.records.ledgers.entries import LedgerEntry
from training.records.staff.staff import Staff


class YearRuns(NotNow):
    """The year is not over, so that its balance may still change."""

    def __init__(self, year: int):
        super().__init__(f"{year} 年还没有过完，{year + 1} 年 1 月 1 日起才能结转。")


class CarriedAlready(NotNow):
    """A year is carried over once."""

    def __init__(self, year: int):
        super().__init__(f"{year} 年已经结转过，请刷新页面看最新的台账。")


class EarlierFirst(NotNow):
    """An older balance would be left behind in a closed year."""

    def __init__(self, year: int, earlier: int):
        super().__init__(f"{earlier} 年还有余额没有结转，请先结转 {earlier} 年，再结转 {year} 年。")


class NothingToCarry(NotNow):
    """The balance is 0."""

    def __init__(self, year: int, fund: Fund):
        super().__init__(f"{year} 年{fund}的余额是 0，不用结转。")


class BalanceMoved(NotNow):
    """Somebody wrote since the page was made."""

    def __init__(self, fen: int):
        super().__init__(f"刚刚有人记了账，余额现在是 {signed_yuan(fen)} 元，没有结转；请核对以后再结转。")


def carry_over(
    session: Session, staff: Staff, fund: Fund, year: int, seen_fen: int, *, now: datetime
) -> tuple[LedgerEntry, LedgerEntry]:
    """结转: exactly the balance that was seen leaves a year on its last day and is in the next on its first.

    Once a year and fund, the earliest first; also a balance below 0. Raises NotFound, YearRuns,
    CarriedAlready, EarlierFirst, NothingToCarry or BalanceMoved.
    """
    if staff.district_id is None or not may(staff.role, Permission.KEEP_LEDGERS):
        raise NotFound("这个旗县区的台账")
    if year >= shanghai_day(now).year:
        raise YearRuns(year)
    hold_ledger(session)
    fen = _balance(session, staff.district_id, fund, year)
    if fen != seen_fen:
        raise BalanceMoved(fen)
    out = _entry(staff.district_id, fund, date(year, *YEARS_END), -fen, f"结转 {year + 1} 年")
    into = _entry(staff.district_id, fund, date(year + 1, *NEW_YEAR), fen, f"{year} 年结转")
    return write_entry(session, out, staff, now=now), write_entry(session, into, staff, now=now)


def _balance(session: Session, district_id: int, fund: Fund, year: int) -> int:
    closed = closed_year(session, district_id, fund)
    if closed is not None and year <= closed:
        raise CarriedAlready(year)
    earlier = [own for other, own, _ in open_balances(session, district_id, year) if other is fund]
    if earlier:
        raise EarlierFirst(year, earlier[0])
    fen = balance_of(session, (district_id, fund, year))
    if not fen:
        raise NothingToCarry(year, fund)
    return fen


def _entry(district_id: int, fund: Fund, on_day: date, fen: int, summary: str) -> NewEntry:
    """Nobody sends it, so its voucher is the ledger itself."""
    return NewEntry(district_id, fund, on_day, EntryKind.CARRIED, fen, "结转", summary)
