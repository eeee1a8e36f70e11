"""收支台账 as somebody of the office reads it: a page of a fund and year, each line with its 余额 (R66).

In the order in which the lines were written, so that no 余额 that was once shown is another one later.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from training.ledgers.rules.entries import Totals
from training.ledgers.views.balances import of_book, totals_by_book
from training.ledgers.views.find_entry import seen_entries
from training.ledgers.views.reversed_entries import reversed_entries
from training.listing.views.page_of import Order, Page, page_of, portions_of
from training.notice.permissions import Permission, may
from training.notice.terms import Fund
from training.records.classes.districts import District
from training.records.ledgers.entries import LedgerEntry
from training.records.staff.staff import Staff

A_PAGE, PORTION = 50, 500
HIDDEN = "（不显示）"
"""In the place of what somebody typed, for those who look from outside: it may name people (R69)."""
LATEST_FIRST = Order((LedgerEntry.ordinal,), is_descending=True)
IN_ORDER = Order((LedgerEntry.ordinal,))


@dataclass(frozen=True)
class Ledger:
    """One 台账: of a district, a fund and a year."""

    district: District
    fund: Fund
    year: int


@dataclass(frozen=True)
class Line:
    """One entry as it is shown to somebody."""

    public_id: UUID
    ordinal: int
    entry: LedgerEntry
    balance: int
    """余额 after it, in fen."""
    summary: str
    counterpart: str
    reversed_by: LedgerEntry | None

    @property
    def income(self) -> int:
        return max(self.entry.amount_fen, 0)

    @property
    def expense(self) -> int:
        """Above 0."""
        return max(-self.entry.amount_fen, 0)


@dataclass(frozen=True)
class LedgerPage:
    """A portion of it, and what all of it comes to."""

    totals: Totals
    lines: tuple[Line, ...]
    page: Page[LedgerEntry]


def see_ledger(session: Session, staff: Staff, own: Ledger, place: str = "") -> LedgerPage:
    """The latest entries first; as many statements for thousands as for one."""
    found = page_of(session, _entries(staff, own), LATEST_FIRST, size=A_PAGE, place=place)
    shown = tuple(reversed(found.rows))
    lines = _lines(session, staff, shown, _before(session, own, shown[0].ordinal) if shown else 0)
    return LedgerPage(totals_of_ledger(session, staff, own), lines[::-1], found)


def whole_ledger(session: Session, staff: Staff, own: Ledger) -> Iterator[Line]:
    """From the first to the last, some hundred at a time: for files and paper."""
    balance = 0
    for portion in portions_of(session, _entries(staff, own), IN_ORDER, size=PORTION):
        lines = _lines(session, staff, portion, balance)
        balance = lines[-1].balance if lines else balance
        yield from lines


def totals_of_ledger(session: Session, staff: Staff, own: Ledger) -> Totals:
    """One statement; all 0 where nothing was written, or nothing that this person sees."""
    if not may(staff.role, Permission.SEE_LEDGERS):
        return Totals()
    mine = LedgerEntry.district_id == own.district.id
    return totals_by_book(session, mine, own.year).get((own.district.id, own.fund), Totals())


def line_of(session: Session, staff: Staff, entry: LedgerEntry) -> Line:
    """One alone, with its balance."""
    own = of_book(entry.district_id, entry.fund, entry.year)
    before = select(func.sum(LedgerEntry.amount_fen)).where(*own, LedgerEntry.ordinal < entry.ordinal)
    return _lines(session, staff, [entry], int(session.scalar(before) or 0))[0]


def _entries(staff: Staff, own: Ledger) -> Select[LedgerEntry]:
    rows = seen_entries(staff).where(*of_book(own.district.id, own.fund, own.year))
    return rows.options(joinedload(LedgerEntry.training_class), joinedload(LedgerEntry.reverses))


def _before(session: Session, own: Ledger, ordinal: int) -> int:
    """What all entries before this one come to."""
    earlier = *of_book(own.district.id, own.fund, own.year), LedgerEntry.ordinal < ordinal
    return int(session.scalar(select(func.sum(LedgerEntry.amount_fen)).where(*earlier)) or 0)


def _lines(session: Session, staff: Staff, rows: Sequence[LedgerEntry], balance: int) -> tuple[Line, ...]:
    """In the order of their numbers."""
    taken_back: Mapping[int, LedgerEntry] = reversed_entries(session, [each.id for each in rows])
    found = []
    for each in rows:
        balance += each.amount_fen
        summary, counterpart = text_for(staff, each.summary), text_for(staff, each.counterpart)
        back = taken_back.get(each.id)
        found.append(Line(each.public_id, each.ordinal, each, balance, summary, counterpart, back))
    return tuple(found)


def text_for(staff: Staff, text: str) -> str:
    """As it is, or hidden from those who look from outside, such as auditors."""
    return text if not text or may(staff.role, Permission.SEE_FULL_NAMES) else HIDDEN
