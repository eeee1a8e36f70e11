"""A class that is changed, and the people who ask and decide; every act is a transaction of its own."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from tests.training.checks.checking import DISTRICT, SCHOOL, enrol, register_staff
from training.changes.acts.decide_amendment import decide_amendment
from training.changes.acts.decide_lesson_change import decide_lesson_change
from training.changes.acts.request_amendment import AmendmentDraft, request_amendment
from training.changes.acts.request_lesson_change import LessonDraft, request_lesson_change
from training.changes.rules.deciding import ChangeVerdict
from training.changes.rules.lessons import WantedLesson
from training.changes.terms import AmendedField
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.notice.terms import Role
from training.records.classes.classes import TrainingClass
from training.records.outbox.alerts import Alert
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NUMBER = "BT-C"
CLERK, FELLOW = SCHOOL, "昆区同事"
NINE = at(MONDAY, "09:00")
YES, NO = ChangeVerdict(is_approved=True), ChangeVerdict(is_approved=False, note="资料不全")


@dataclass
class Changing:
    """Requests and decisions about one class."""

    database: Database
    now: datetime = NINE
    class_id: UUID = field(default_factory=lambda: UUID(int=0))

    def ask(self, what: AmendedField, text: str, who: str = CLERK, reason: str = "备案时填错") -> UUID:
        draft = AmendmentDraft(what, text, reason)
        with self.database.writing() as session:
            staff = find_staff(session, who)
            return request_amendment(session, staff, self.class_id, draft, now=self.now).public_id

    def decide(self, amendment_id: UUID, verdict: ChangeVerdict = YES, who: str = DISTRICT) -> None:
        with self.database.writing() as session:
            decide_amendment(session, find_staff(session, who), amendment_id, verdict, now=self.now)

    def change(self, wanted: WantedLesson, who: str = CLERK, reason: str = "教室停电") -> UUID:
        draft = LessonDraft(wanted, reason)
        with self.database.writing() as session:
            staff = find_staff(session, who)
            return request_lesson_change(session, staff, self.class_id, draft, now=self.now).public_id

    def decide_lesson(self, change_id: UUID, verdict: ChangeVerdict = YES, who: str = DISTRICT) -> None:
        with self.database.writing() as session:
            decide_lesson_change(session, find_staff(session, who), change_id, verdict, now=self.now)

    def own(self) -> TrainingClass:
        with self.database.reading() as session:
            return find_class(session, NUMBER)

    def alerts(self, kind: str) -> list[Alert]:
        with self.database.reading() as session:
            return list(session.scalars(select(Alert).where(Alert.kind == kind).order_by(Alert.id)))


def changing(database: Database, **fields: object) -> Changing:
    """Four trainees from Monday to Friday, 8 hours a day; a clerk of the school and two of the district."""
    with database.writing() as session:
        register_staff(session)
        place = find_district(session, "昆都仑区")
        add_staff(session, FELLOW, Role.DISTRICT, place, None, now=NINE)
        class_id = enrol(session, NUMBER, 4, **fields)
    return Changing(database, class_id=class_id)


def another_class(database: Database, number: str, starts_on: date) -> None:
    """Of the same school; with one trainee who has number 1 on the machine."""
    with database.writing() as session:
        own = a_class(session, number, starts_on=starts_on)
        an_enrolment(session, own, a_trainee(session), "1")
