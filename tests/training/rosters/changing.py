"""A class of a week, its school and its districts, and changes of its roster."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, an_institution, at
from tests.training.builders import roster_row
from training.classes.sheets.roster import RosterRow
from training.classes.terms import ChangeKind
from training.classes.views.active_roster import active_roster
from training.database import Database
from training.notice.terms import Role
from training.records.attendance.devices import FraudSignal
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.classes.roster_changes import RosterChange
from training.records.classes.trainees import Enrolment, Trainee
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff
from training.rosters.acts.ask_change import ChangeDraft
from training.rosters.acts.decide_change import decide_change
from training.rosters.acts.request_change import request_change
from training.rosters.acts.settle_change import ChangeVerdict
from training.rosters.acts.take_roster import take_roster
from training.sheets.hand_in import HandedFile, ImportReport
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

CITY, DISTRICT, COLLEAGUE, ELSEWHERE, SCHOOL, AUDITOR = "李敏", "刘志刚", "林娜", "赵敏", "冯老师", "何审计"
OTHER_SCHOOL = "孙老师"
BEFORE, LAST = MONDAY - timedelta(days=1), MONDAY + timedelta(days=11)
YES, NO = ChangeVerdict(True), ChangeVerdict(False, "没有见到本人")


def day(count: int) -> date:
    """So many days after the first."""
    return MONDAY + timedelta(days=count)


def a_class_with_people(session: Session, people: int = 5) -> None:
    """学员1, 学员2, … in BT-1 of 昆都仑区, twelve days from MONDAY; one of the office of every kind."""
    for name, role, district in (
        (CITY, Role.CITY, ""),
        (DISTRICT, Role.DISTRICT, "昆都仑区"),
        (COLLEAGUE, Role.DISTRICT, "昆都仑区"),
        (ELSEWHERE, Role.DISTRICT, "青山区"),
        (AUDITOR, Role.AUDITOR, ""),
    ):
        place = session.scalars(select(District).where(District.name == district)).one_or_none()
        add_staff(session, name, role, place, None, now=at(BEFORE, "08:00"))
    for name, where in (
        (SCHOOL, an_institution(session)),
        (OTHER_SCHOOL, an_institution(session, "别的学校")),
    ):
        add_staff(session, name, Role.INSTITUTION, None, where, now=at(BEFORE, "08:00"))
    own = a_class(session, "BT-1", days=12)
    for number in range(1, people + 1):
        an_enrolment(session, own, a_trainee(session, f"学员{number}", f"137{number:08}"), str(number))


@dataclass
class Changing:
    """Asks and decides on `today` at ten; the newcomers are 学员21, 学员22 … of `roster_row`."""

    database: Database
    today: date = field(default=MONDAY)

    @property
    def now(self) -> datetime:
        return at(self.today, "10:00")

    def add(self, place: int = 21, effective_on: date | None = None, by: str = SCHOOL, **row: object) -> UUID:
        return self._ask(by, ChangeKind.ADD, effective_on, newcomer=roster_row(place, **row))

    def withdraw(self, name: str = "学员1", effective_on: date | None = None, by: str = SCHOOL) -> UUID:
        return self._ask(by, ChangeKind.WITHDRAW, effective_on, leaver=name)

    def swap(
        self, name: str = "学员1", place: int = 21, effective_on: date | None = None, by: str = SCHOOL
    ) -> UUID:
        return self._ask(by, ChangeKind.SWAP, effective_on, leaver=name, newcomer=roster_row(place))

    def _ask(
        self,
        by: str,
        kind: ChangeKind,
        effective_on: date | None,
        leaver: str = "",
        newcomer: RosterRow | None = None,
    ) -> UUID:
        with self.database.writing() as session:
            named = select(Enrolment).join(Trainee).where(Trainee.name == leaver)
            draft = ChangeDraft(
                kind,
                effective_on or max(self.today, MONDAY),
                "本人申请",
                session.scalars(named).one_or_none(),
                newcomer,
            )
            own = session.scalars(select(TrainingClass.public_id)).one()
            return request_change(session, find_staff(session, by), own, draft, now=self.now).public_id

    def decide(self, change: UUID, verdict: ChangeVerdict = YES, by: str = DISTRICT) -> None:
        with self.database.writing() as session:
            decide_change(session, find_staff(session, by), change, verdict, now=self.now)

    def hand_in(self, *rows: RosterRow, accept_good_rows: bool = False, sha256: str = "") -> ImportReport:
        digest = sha256 or f"{abs(hash((self.today, *(row.row for row in rows)))):064x}"[:64]
        file = HandedFile("名册.xlsx", digest, "教务处", self.now)
        with self.database.writing() as session:
            own = session.scalars(select(TrainingClass)).one()
            return take_roster(session, rows, file, own, accept_good_rows=accept_good_rows)

    def state(self, change: UUID) -> str:
        with self.database.reading() as session:
            return session.scalars(select(RosterChange).where(RosterChange.public_id == change)).one().state

    def roster(self, on: date | None = None) -> list[str]:
        """Who is in the class on that day, by default today."""
        with self.database.reading() as session:
            own = session.scalars(select(TrainingClass)).one()
            moment = at(on or self.today, "12:00")
            return [each.trainee.name for each in active_roster(session, own.id, moment)]

    def alerts(self, kind: str) -> list[str]:
        with self.database.reading() as session:
            return list(session.scalars(select(Alert.text).where(Alert.kind == kind)))

    def signals(self) -> list[str]:
        with self.database.reading() as session:
            return [each.kind.value for each in session.scalars(select(FraudSignal).order_by(FraudSignal.id))]

    def person(self, name: str) -> Staff:
        with self.database.reading() as session:
            return find_staff(session, name)
