"""A colleague who is away and the one who stands in, for tests: every act is a transaction of its own."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tests.factories import MONDAY, at
from training.database import Database
from training.deputies.acts.answer_deputyship import answer_deputyship
from training.deputies.acts.end_deputyship import end_deputyship
from training.deputies.acts.name_deputy import DeputyDraft, name_deputy
from training.deputies.acts.take_turn import take_turn
from training.staff.views.find_staff import find_staff

NINE = at(MONDAY, "09:00")
FRIDAY = date(2026, 3, 6)


@dataclass
class Deputising:
    """From Monday to Friday, unless it is said otherwise."""

    database: Database
    now: datetime = NINE
    reason: str = "年休假"

    def name(
        self, absent: str, deputy: str, by: str = "", days: tuple[date, date] = (MONDAY, FRIDAY)
    ) -> UUID:
        with self.database.writing() as session:
            away, other = find_staff(session, absent), find_staff(session, deputy)
            draft = DeputyDraft(away.public_id, other.public_id, *days, self.reason)
            return name_deputy(session, find_staff(session, by or absent), draft, now=self.now).public_id

    def answer(self, key: UUID, deputy: str, accepts: bool = True) -> None:
        with self.database.writing() as session:
            answer_deputyship(session, find_staff(session, deputy), key, accepts=accepts, now=self.now)

    def stand_in(self, absent: str, deputy: str) -> UUID:
        """Asked for and accepted."""
        key = self.name(absent, deputy)
        self.answer(key, deputy)
        return key

    def turn(self, key: UUID, deputy: str, begins: bool = True) -> None:
        with self.database.writing() as session:
            take_turn(session, find_staff(session, deputy), key, begins=begins, now=self.now)

    def end(self, key: UUID, by: str) -> None:
        with self.database.writing() as session:
            end_deputyship(session, find_staff(session, by), key, now=self.now)
