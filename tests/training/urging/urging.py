"""One class of 昆都仑区, its office and the city, and what is urged."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, at
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.notice.terms import Role
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff
from training.records.urging import Urging
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff
from training.urging.acts.alert_overdue_urgings import alert_overdue_urgings
from training.urging.acts.move_urging import Step, move_urging
from training.urging.acts.urge import UrgingDraft, urge
from training.urging.terms import UrgingMove
from training.urging.views.see_urgings import see_urging

CITY, DISTRICT, ELSEWHERE, AUDITOR, SCHOOL = "李敏", "刘志刚", "赵敏", "何审计", "冯老师"
NINE = at(MONDAY, "09:00")
DUE = MONDAY + timedelta(days=3)


def an_office(session: Session) -> None:
    own = a_class(session, "BT-1")
    for name, role, district, institution in (
        (CITY, Role.CITY, None, None),
        (AUDITOR, Role.AUDITOR, None, None),
        (DISTRICT, Role.DISTRICT, own.district, None),
        (ELSEWHERE, Role.DISTRICT, find_district(session, "青山区"), None),
        (SCHOOL, Role.INSTITUTION, None, own.institution),
    ):
        add_staff(session, name, role, district, institution, now=at(MONDAY, "08:00"))


@dataclass
class Urgings:
    """What people do, one after the other; each in a transaction of its own."""

    database: Database
    now: datetime = NINE

    def urge(
        self, who: str = CITY, text: str = "补齐欠查", due_on: date = DUE, *, of_class: bool = True
    ) -> UUID:
        with self.database.writing() as session:
            about = find_class(session, "BT-1") if of_class else None
            district = find_district(session, "昆都仑区")
            draft = UrgingDraft(text, due_on, about)
            return urge(session, find_staff(session, who), district, draft, now=self.now).public_id

    def move(
        self,
        who: str,
        own: UUID,
        move: UrgingMove,
        seen: int,
        text: str = "已经去查",
        due_on: date | None = None,
    ) -> Urging:
        with self.database.writing() as session:
            step = Step(move, text, str(seen), due_on)
            move_urging(session, find_staff(session, who), own, step, now=self.now)
        return self.see(who, own)

    def see(self, who: str, own: UUID) -> Urging:
        with self.database.reading() as session:
            return see_urging(session, self.person(session, who), own)

    def person(self, session: Session, who: str) -> Staff:
        return find_staff(session, who)

    def tell_overdue(self, day: int) -> int:
        with self.database.writing() as session:
            return alert_overdue_urgings(session, now=at(MONDAY + timedelta(days=day), "08:05"))

    def told(self, kind: str) -> list[str]:
        with self.database.reading() as session:
            return list(session.scalars(select(Alert.text).where(Alert.kind == kind).order_by(Alert.id)))
