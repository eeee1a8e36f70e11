"""A district that keeps its ledger with two people; every act is a transaction of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from tests.factories import MONDAY, at
from tests.training.checks.checking import DISTRICT, register_staff
from training.classes.views.find_class import find_district
from training.database import Database
from training.ledgers.acts.carry_over import carry_over
from training.ledgers.acts.note_allotment import note_allotment
from training.ledgers.acts.reverse_entry import reverse_entry
from training.ledgers.acts.write_entry import NewEntry, write_entry
from training.ledgers.acts.write_reversal import Reversal
from training.ledgers.rules.allotments import Allotment
from training.ledgers.terms import EntryKind
from training.ledgers.views.balances import balance_of
from training.ledgers.views.see_ledger import Ledger, LedgerPage, Line, see_ledger, whole_ledger
from training.notice.terms import Fund, Role
from training.records.ledgers.entries import LedgerEntry
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

FELLOW, HERE = "昆区同事", "昆都仑区"
EMPLOYMENT, UNEMPLOYMENT, SPECIAL = Fund.EMPLOYMENT, Fund.UNEMPLOYMENT, Fund.SPECIAL
NINE = at(MONDAY, "09:00")
THIS_YEAR = MONDAY.year
NEW_YEAR_2027 = at(date(2027, 1, 1), "09:00")


@dataclass
class Keeping:
    """What is done with the ledger of 昆都仑区."""

    database: Database
    now: datetime = NINE

    def allot(
        self,
        amounts: Mapping[Fund, int],
        voucher: str = "拨1",
        on_day: date = MONDAY,
        who: str = DISTRICT,
    ) -> list[UUID]:
        allotment = Allotment(on_day, voucher, "第一批资金", "市财政局", amounts)
        with self.database.writing() as session:
            made = note_allotment(session, find_staff(session, who), allotment, now=self.now)
            return [each.public_id for each in made]

    def pay(self, fen: int, fund: Fund = EMPLOYMENT, on_day: date = MONDAY) -> UUID:
        return self.write(EntryKind.PAID, -fen, fund, on_day)

    def write(self, kind: EntryKind, fen: int, fund: Fund = EMPLOYMENT, on_day: date = MONDAY) -> UUID:
        with self.database.writing() as session:
            district = find_district(session, HERE)
            new = NewEntry(district.id, fund, on_day, kind, fen, "付1", "BT-1 补贴", "包头技校")
            return write_entry(session, new, find_staff(session, DISTRICT), now=self.now).public_id

    def reverse(
        self,
        entry: UUID,
        who: str = FELLOW,
        on_day: date = MONDAY,
        reason: str = "凭证记错",
        voucher: str = "拨1",
    ) -> UUID:
        with self.database.writing() as session:
            said = Reversal(on_day, voucher, reason)
            return reverse_entry(session, find_staff(session, who), entry, said, now=self.now).public_id

    def carry(self, year: int, fund: Fund = EMPLOYMENT, who: str = DISTRICT, seen: int | None = None) -> None:
        shown = self.balance(fund, year) if seen is None else seen
        with self.database.writing() as session:
            carry_over(session, find_staff(session, who), fund, year, shown, now=self.now)

    def balance(self, fund: Fund = EMPLOYMENT, year: int = THIS_YEAR) -> int:
        with self.database.reading() as session:
            return balance_of(session, (find_district(session, HERE).id, fund, year))

    def see(
        self, fund: Fund = EMPLOYMENT, year: int = THIS_YEAR, who: str = DISTRICT, place: str = ""
    ) -> LedgerPage:
        with self.database.reading() as session:
            own = Ledger(find_district(session, HERE), fund, year)
            return see_ledger(session, find_staff(session, who), own, place)

    def whole(self, fund: Fund = EMPLOYMENT, year: int = THIS_YEAR, who: str = DISTRICT) -> list[Line]:
        with self.database.reading() as session:
            own = Ledger(find_district(session, HERE), fund, year)
            return list(whole_ledger(session, find_staff(session, who), own))

    def ordinals(self, fund: Fund = EMPLOYMENT, year: int = THIS_YEAR) -> list[int]:
        own = LedgerEntry.fund == fund, LedgerEntry.year == year
        with self.database.reading() as session:
            return list(
                session.scalars(select(LedgerEntry.ordinal).where(*own).order_by(LedgerEntry.ordinal))
            )


def keeping(database: Database) -> Keeping:
    """One of every role, and a colleague in the district."""
    with database.writing() as session:
        register_staff(session)
        add_staff(session, FELLOW, Role.DISTRICT, find_district(session, HERE), None, now=NINE)
    return Keeping(database)
