"""How often something goes to the database, and places of two sizes in which it should be as often."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.factories import MONDAY, WHOLE_DAY, a_trainee, an_enrolment, at, punches
from tests.training.checks.checking import enrol
from tests.training.claims.claiming import NOW as IN_JUNE
from tests.training.claims.claiming import a_c1_enrolment, a_submitted_claim, an_approval, pass_all
from tests.training.plans.planning import ITEM
from training.announcements.acts.publish_announcement import publish_announcement
from training.announcements.acts.write_announcement import AnnouncementDraft, write_announcement
from training.announcements.terms import Readers
from training.changes.acts.request_amendment import AmendmentDraft, request_amendment
from training.changes.acts.request_lesson_change import LessonDraft, request_lesson_change
from training.changes.rules.lessons import WantedLesson
from training.changes.terms import AmendedField, LessonChangeKind
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.notice.terms import HalfDay, Role
from training.plans.acts.begin_plan import begin_plan
from training.plans.acts.move_plan import PlanStep, move_plan
from training.plans.acts.write_items import write_items
from training.plans.rules.quarters import quarter_of
from training.plans.terms import PlanMove
from training.plans.views.see_plans import see_plan, seen_of
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.views.find_staff import find_staff
from training.urging.acts.urge import UrgingDraft, urge

NO_WORK = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK")
"""What only frames the work."""
NINE = at(MONDAY, "09:00")
LIMIN, WANGQIANG = "李敏", "王强"
PHONE = "13900000001"


@dataclass(frozen=True, order=True)
class Figures:
    """`sessions` counts those that reached the database, `statements` what they asked and told it."""

    sessions: int = 0
    statements: int = 0

    def exceed(self, most: "Figures") -> bool:
        return self.sessions > most.sessions or self.statements > most.statements


@dataclass(frozen=True)
class Size:
    """How large a place is."""

    trainees: int
    classes: int


SMALL, LARGE = Size(trainees=10, classes=3), Size(trainees=30, classes=12)


class Tally:
    """Counts while it is listening."""

    def __init__(self) -> None:
        self.sessions = self.statements = 0

    @property
    def figures(self) -> Figures:
        return Figures(self.sessions, self.statements)

    def note_session(self, connection: Any) -> None:
        self.sessions += 1

    def note_statement(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        self.statements += not statement.startswith(NO_WORK)


@contextmanager
def counted(database: Database) -> Iterator[Tally]:
    tally = Tally()
    event.listen(database.engine, "begin", tally.note_session)
    event.listen(database.engine, "before_cursor_execute", tally.note_statement)
    yield tally
    event.remove(database.engine, "begin", tally.note_session)
    event.remove(database.engine, "before_cursor_execute", tally.note_statement)


def a_place(session: Session, size: Size) -> None:
    """So many classes in session, and as many C1 claims whose papers were all passed.

    李敏 of the city and 王强 of 昆都仑区 check and review; 王芳 is a trainee of the first class.
    """
    an_approval(session)
    for name, role in ((LIMIN, Role.CITY), (WANGQIANG, Role.DISTRICT)):
        district = find_district(session, "昆都仑区") if role is Role.DISTRICT else None
        know_in_chat(session, add_staff(session, name, role, district, None, now=NINE), name)
    for number in range(1, size.classes + 1):
        enrol(session, f"BT-{number}", size.trainees)
        _a_claim(session, number)
    own = find_class(session, "BT-1")
    an_enrolment(session, own, a_trainee(session, "王芳", PHONE), "99")
    punches(session, own, MONDAY, WHOLE_DAY)


def _a_claim(session: Session, number: int) -> None:
    enrolment = a_c1_enrolment(session, f"C1-{number}", name=f"驾驶员{number}", phone=f"138000000{number:02}")
    rules = enrolment.training_class.rule_set
    # Who is drawn for a second look is a matter of chance, and costs the city a card.
    rules.numbers = rules.numbers | {"second_look_percent": 0}
    claim = a_submitted_claim(session, enrolment)
    pass_all(session, claim, find_staff(session, WANGQIANG), now=IN_JUNE)


def changes_of(session: Session, size: Size) -> None:
    """王强 asks that every class be called otherwise and one lesson of each be cancelled."""
    staff = find_staff(session, WANGQIANG)
    for number in range(1, size.classes + 1):
        own = find_class(session, f"BT-{number}").public_id
        draft = AmendmentDraft(AmendedField.HOURS, str(96 + number), "漏填")
        request_amendment(session, staff, own, draft, now=NINE)
        wanted = WantedLesson(LessonChangeKind.CANCEL, (MONDAY, HalfDay.MORNING))
        request_lesson_change(session, staff, own, LessonDraft(wanted, "停电"), now=NINE)


def urgings_of(session: Session, size: Size) -> UUID:
    """李敏 urges about every class; gives the first of what is urged."""
    staff, district = find_staff(session, LIMIN), find_district(session, "昆都仑区")
    made = [
        urge(session, staff, district, UrgingDraft("补齐查班", MONDAY, own), now=NINE)
        for own in (find_class(session, f"BT-{number}") for number in range(1, size.classes + 1))
    ]
    return made[0].public_id


def plan_of(session: Session, size: Size) -> UUID:
    """王强 has planned an item for every class, and the city has approved it; gives the plan."""
    staff = find_staff(session, WANGQIANG)
    own = begin_plan(session, staff, quarter_of(MONDAY), "", now=NINE)
    write_items(session, staff, own.public_id, [ITEM] * size.classes)
    for name, move in ((WANGQIANG, PlanMove.SUBMIT), (LIMIN, PlanMove.APPROVE)):
        who = find_staff(session, name)
        step = PlanStep(move, "", seen_of(see_plan(session, who, own.public_id)))
        move_plan(session, who, own.public_id, step, now=NINE)
    return own.public_id


def announcements_of(session: Session, size: Size) -> UUID:
    """李敏 lets everybody know as much as there are classes; gives the last of it."""
    staff = find_staff(session, LIMIN)
    made = [
        write_announcement(
            session, staff, AnnouncementDraft(f"通知{number}", "请知悉", Readers.ALL, MONDAY), now=NINE
        ).public_id
        for number in range(size.classes)
    ]
    for each in made:
        publish_announcement(session, staff, each, now=NINE)
    return made[-1]
