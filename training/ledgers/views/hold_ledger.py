from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.views.imported_before import TURNS
from training.database import wait_for_turn
from training.ledgers.rules.entries import Booked, booked
from training.ledgers.terms import EntryKind
from training.notice.terms import Fund
from training.records.ledgers.entries import LedgerEntry


def hold_ledger(session: Session) -> None:
    """Until the transaction ends nobody else writes, so that a balance that was read stays what it is."""
    wait_for_turn(session, TURNS["ledger"])


def book(session: Session, ledger: tuple[int, Fund], on_day: date, what: str) -> Booked:
    """Where what happened on that day stands today; `ledger`: district and fund, held from now on."""
    hold_ledger(session)
    return booked(on_day, closed_year(session, *ledger), what)


def closed_year(session: Session, district_id: int, fund: Fund) -> int | None:
    """The last year whose balance was carried over, that is, came into the year after it."""
    own = LedgerEntry.district_id == district_id, LedgerEntry.fund == fund
    carried = LedgerEntry.kind == EntryKind.CARRIED
    into = session.scalar(select(func.max(LedgerEntry.year)).where(*own, carried))
    return None if into is None else into - 1
