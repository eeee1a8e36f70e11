"""Which 台账 is asked for, as far as somebody of the office sees it (R09, R65)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.within import within
from training.errors import NotFound
from training.ledgers.rules.entries import FIRST_YEAR, LAST_YEAR, Totals
from training.ledgers.views.balances import totals_by_book
from training.ledgers.views.see_ledger import Ledger
from training.notice.permissions import Permission
from training.notice.terms import Fund
from training.records.classes.districts import District
from training.records.ledgers.entries import LedgerEntry
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Row:
    """One 台账 and what it comes to."""

    ledger: Ledger
    totals: Totals


def find_ledger(session: Session, staff: Staff, wanted: tuple[str, str, str]) -> Ledger:
    """`wanted`: district, fund and year, as typed; no district is the own. Raises NotFound."""
    district, fund, year = wanted
    name = district or (staff.district.name if staff.district else "")
    named = [each for each in _districts(session, staff) if each.name == name]
    if not named or fund not in list(Fund) or not is_year(year):
        raise NotFound("这本台账")
    return Ledger(named[0], Fund(fund), int(year))


def ledgers_of_year(session: Session, staff: Staff, year: int) -> list[Row]:
    """Every fund of the own district; of several districts those in which something was written.

    Two statements; at most three lines for each of the ten districts.
    """
    districts = _districts(session, staff)
    mine = within(staff, Permission.SEE_LEDGERS, district=LedgerEntry.district_id)
    totals = totals_by_book(session, mine, year) if districts else {}
    keys = [(each, fund) for each in districts for fund in Fund]
    return [
        Row(Ledger(district, fund, year), totals.get((district.id, fund), Totals()))
        for district, fund in keys
        if len(districts) == 1 or (district.id, fund) in totals
    ]


def is_year(said: str) -> bool:
    return len(said) == 4 and said.isascii() and said.isdecimal() and FIRST_YEAR <= int(said) <= LAST_YEAR


def _districts(session: Session, staff: Staff) -> Sequence[District]:
    mine = within(staff, Permission.SEE_LEDGERS, district=District.id)
    return session.scalars(select(District).where(mine).order_by(District.id)).all()
