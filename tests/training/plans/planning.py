"""A district that plans and a city that reviews; every act is a transaction of its own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from tests.factories import MONDAY, at
from tests.training.checks.checking import CITY, DISTRICT, register_staff
from training.classes.views.find_class import find_district
from training.database import Database
from training.notice.terms import ClassKind, Fund, Role
from training.plans.acts.begin_plan import begin_plan
from training.plans.acts.change_item import ItemChange, change_item
from training.plans.acts.move_plan import PlanStep, move_plan
from training.plans.acts.write_items import write_items
from training.plans.rules.items import Item
from training.plans.rules.quarters import Quarter, quarter_of
from training.plans.terms import PlanMove, PlanState
from training.plans.views.see_plans import see_plan, seen_of, seen_of_item
from training.records.plans import QuarterPlan
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

FELLOW = "昆区同事"
NINE = at(MONDAY, "09:00")
THIS_QUARTER = quarter_of(MONDAY)
ITEM = Item("电工", "五级", ClassKind.ORDINARY, False, "", 2, 60, 80, Fund.EMPLOYMENT, 7_200_000)


@dataclass
class Planning:
    """What is done about the plan of one quarter."""

    database: Database
    now: datetime = NINE

    def begin(self, who: str = DISTRICT, quarter: Quarter = THIS_QUARTER) -> UUID:
        with self.database.writing() as session:
            return begin_plan(
                session, find_staff(session, who), quarter, "企业用工问卷", now=self.now
            ).public_id

    def write(self, plan: UUID, *items: Item, who: str = DISTRICT) -> None:
        with self.database.writing() as session:
            write_items(session, find_staff(session, who), plan, items or [ITEM])

    def change(self, plan: UUID, line: UUID, item: Item | None, seen: str = "") -> None:
        shown = [seen_of_item(each) for each in self.see(plan).items if each.line == line]
        change = ItemChange(line, item, seen or "".join(shown))
        with self.database.writing() as session:
            change_item(session, find_staff(session, DISTRICT), plan, change)

    def move(
        self, plan: UUID, move: PlanMove, who: str = "", reason: str = "依据不足", seen: str = ""
    ) -> None:
        who = who or (CITY if move in (PlanMove.APPROVE, PlanMove.RETURN) else DISTRICT)
        step = PlanStep(move, reason, seen or seen_of(self.see(plan)))
        with self.database.writing() as session:
            move_plan(session, find_staff(session, who), plan, step, now=self.now)

    def see(self, plan: UUID, who: str = CITY) -> QuarterPlan:
        with self.database.reading() as session:
            return see_plan(session, find_staff(session, who), plan)

    def approved(self, *items: Item) -> UUID:
        """A plan on its whole way."""
        plan = self.begin()
        self.write(plan, *items)
        self.move(plan, PlanMove.SUBMIT)
        self.move(plan, PlanMove.APPROVE)
        return plan


def a_plan(
    session: Session, staff: Staff, quarter: Quarter, state: PlanState, *, district_id: int | None = None
) -> None:
    """As a plain row, without its way."""
    session.add(
        QuarterPlan(
            district_id=district_id or staff.district_id,
            year=quarter.year,
            quarter=quarter.number,
            version=1,
            note="",
            state=state,
            moved_at=NINE,
            begun_by_id=staff.id,
            begun_by=staff.name,
            begun_at=NINE,
        )
    )
    session.flush()


def planning(database: Database) -> Planning:
    """One of every role, and a colleague in the district."""
    with database.writing() as session:
        register_staff(session)
        add_staff(session, FELLOW, Role.DISTRICT, find_district(session, "昆都仑区"), None, now=NINE)
    return Planning(database)
