"""A class that has ended, its checks, and the people who sign; every act is a transaction of its own."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, WHOLE_DAY, at, punches
from tests.training.checks.checking import CITY, DISTRICT, SCHOOL, enrol, register_staff
from training.changes.acts.request_amendment import AmendmentDraft, request_amendment
from training.changes.terms import AmendedField
from training.checks.terms import CheckLevel, CheckMethod, Verdict, VoidingKind
from training.classes.terms import ChangeKind
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.notice.terms import Role
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.outbox.alerts import Alert
from training.records.results import QualifiedList
from training.results.acts.approve_list import ListDraft, approve_list
from training.results.acts.note_marks import note_marks
from training.results.acts.note_uncheckable import note_uncheckable
from training.results.acts.second_list import second_list
from training.results.acts.second_verdict import SecondOpinion, second_verdict
from training.results.acts.sign_verdict import sign_verdict
from training.results.rules.list_hash import list_hash
from training.results.rules.people import Decision, Marks
from training.results.rules.signing import Wish
from training.results.terms import ListState, Result, VerdictState
from training.results.views.find_approved_list import find_approved_list
from training.results.views.see_result import see_lists, see_result
from training.rosters.acts.ask_change import Asker, ChangeDraft, ask_change
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NUMBER = "BT-R"
FELLOW = "昆区同事"
SATURDAY = at(date(2026, 3, 7), "09:00")
"""The class ends on Friday."""
GOOD, BAD = Result.QUALIFIED, Result.UNQUALIFIED
YES, NO = SecondOpinion(is_agreed=True), SecondOpinion(is_agreed=False, note="理由不足")
__all__ = ["CITY", "DISTRICT", "SCHOOL"]


@dataclass
class Signing:
    """What is signed about one class."""

    database: Database
    now: datetime = SATURDAY
    class_id: UUID = field(default_factory=lambda: UUID(int=0))

    def sign(self, result: Result = GOOD, reason: str = "", who: str = DISTRICT, seen: str = "") -> None:
        with self.database.writing() as session:
            staff = find_staff(session, who)
            sign_verdict(session, staff, self.class_id, Wish(result, reason, seen), now=self.now)

    def second(self, opinion: SecondOpinion = YES, who: str = FELLOW) -> None:
        with self.database.writing() as session:
            second_verdict(session, find_staff(session, who), self.class_id, opinion, now=self.now)

    def approve(self, who: str = DISTRICT, **decisions: Decision) -> None:
        """`decisions` by the names of trainees."""
        with self.database.writing() as session:
            rows = session.scalars(select(Enrolment)).all()
            by_name = {each.trainee.name: each.public_id for each in rows}
            draft = ListDraft({by_name[name]: each for name, each in decisions.items()})
            approve_list(session, find_staff(session, who), self.class_id, draft, now=self.now)

    def mark(self, **marks: Marks) -> int:
        """By the names of trainees; how many were written."""
        with self.database.writing() as session:
            rows = session.scalars(select(Enrolment)).all()
            by_name = {each.trainee.name: each.public_id for each in rows}
            wanted = {by_name[name]: each for name, each in marks.items()}
            return note_marks(session, find_staff(session, DISTRICT), self.class_id, wanted, now=self.now)

    def marks_on_list(self) -> list[tuple[int | None, int | None]]:
        with self.database.reading() as session:
            (only,) = session.scalars(select(QualifiedList)).all()
            return [(each.theory_tenths, each.practice_tenths) for each in only.people]

    def second_list(self, opinion: SecondOpinion = YES, who: str = FELLOW) -> None:
        with self.database.writing() as session:
            second_list(session, find_staff(session, who), self.class_id, opinion, now=self.now)

    def note(self, reason: str = "教室已拆", who: str = CITY) -> None:
        with self.database.writing() as session:
            note_uncheckable(session, find_staff(session, who), self.class_id, reason, now=self.now)

    def check(self, level: CheckLevel, verdict: Verdict | None = Verdict.PASSED, ordinal: int = 1) -> None:
        with self.database.writing() as session:
            a_check(session, find_class(session, NUMBER), level, verdict, ordinal)

    def void(self, level: CheckLevel) -> None:
        with self.database.writing() as session:
            check = session.scalars(select(SpotCheck).where(SpotCheck.level == level)).one()
            check.voiding = CheckVoiding(
                kind=VoidingKind.VOIDED, reason="错了", voided_by=CITY, voided_at=self.now
            )

    def void_both(self) -> None:
        self.void(CheckLevel.CITY)
        self.void(CheckLevel.DISTRICT)

    def key(self, name: str) -> str:
        """Of the enrolment, as an address says it."""
        with self.database.reading() as session:
            rows = session.scalars(select(Enrolment)).all()
            return str(next(each.public_id for each in rows if each.trainee.name == name))

    def punch(self, number: str, days: int, *, first: int = 0) -> None:
        """Whole days from the first one on, on the machine."""
        with self.database.writing() as session:
            own = find_class(session, NUMBER)
            for offset in range(first, first + days):
                day = MONDAY + timedelta(days=offset)
                punches(session, own, day, WHOLE_DAY, number=number)

    def amend(self) -> None:
        """The school asks for another name of the class."""
        with self.database.writing() as session:
            draft = AmendmentDraft(AmendedField.NAME, "电工第三期", "备案时写错")
            request_amendment(session, find_staff(session, SCHOOL), self.class_id, draft, now=self.now)

    def withdraw(self, name: str) -> None:
        """Before the end, as the school says afterwards."""
        with self.database.writing() as session:
            rows = session.scalars(select(Enrolment)).all()
            leaver = next(each for each in rows if each.trainee.name == name)
            thursday = MONDAY + timedelta(days=3)
            draft = ChangeDraft(ChangeKind.WITHDRAW, thursday, "家里有事", leaver)
            ask_change(session, leaver.training_class, draft, Asker(SCHOOL), now=self.now)

    def own(self) -> TrainingClass:
        with self.database.reading() as session:
            return find_class(session, NUMBER)

    def own_school(self) -> str:
        with self.database.reading() as session:
            return find_class(session, NUMBER).institution.name

    @property
    def state(self) -> VerdictState:
        with self.database.reading() as session:
            return see_result(session, find_class(session, NUMBER), now=self.now).state

    @property
    def proposed(self) -> Result | None:
        with self.database.reading() as session:
            return see_result(session, find_class(session, NUMBER), now=self.now).proposal.verdict

    @property
    def list_state(self) -> ListState:
        with self.database.reading() as session:
            return see_lists(session, find_class(session, NUMBER), now=self.now).state

    def listed(self) -> dict[str, Result] | None:
        """Of the list that counts, by name."""
        with self.database.reading() as session:
            found = find_approved_list(session, find_class(session, NUMBER).id)
            return found and {each.enrolment.trainee.name: each.decision for each in found.people}

    def versions(self) -> list[tuple[int, list[str], bool]]:
        """Version, decisions, and whether its hash is that of its rows."""
        with self.database.reading() as session:
            rows = session.scalars(select(QualifiedList).order_by(QualifiedList.version))
            return [
                (
                    each.version,
                    [row.decision.value for row in each.people],
                    list_hash(each.people) == each.sha256,
                )
                for each in rows
            ]

    def alerts(self) -> list[str]:
        with self.database.reading() as session:
            return list(session.scalars(select(Alert.text).where(Alert.kind == "result_waits")))


def signing(database: Database, **fields: object) -> Signing:
    """Two trainees, one of whom was there for four of the five days and the other for three."""
    with database.writing() as session:
        register_staff(session)
        place = find_district(session, "昆都仑区")
        add_staff(session, FELLOW, Role.DISTRICT, place, None, now=at(MONDAY, "09:00"))
        class_id = enrol(session, NUMBER, 2, **fields)
    one = Signing(database, class_id=class_id)
    one.punch("1", 4)
    one.punch("2", 3)
    return one


def checked(database: Database, city: Verdict = Verdict.PASSED, **fields: object) -> Signing:
    """The same, with one check of each level."""
    one = signing(database, **fields)
    one.check(CheckLevel.CITY, city)
    one.check(CheckLevel.DISTRICT)
    return one


def a_check(
    session: Session, own: TrainingClass, level: CheckLevel, verdict: Verdict | None, ordinal: int = 1
) -> SpotCheck:
    """On the first day, or still running."""
    began = at(MONDAY + timedelta(days=ordinal - 1), "09:00")
    made = SpotCheck(
        number=f"{own.class_number}-{level[0]}{ordinal}",
        class_id=own.id,
        level=level,
        ordinal=ordinal,
        method=CheckMethod.PHONE,
        rule_set_id=own.rule_set_id,
        started_by=CITY,
        started_at=began,
        ended_at=began if verdict else None,
    )
    if verdict:
        made.conclusion = CheckConclusion(
            verdict=verdict, conditions=[], concluded_by=CITY, concluded_at=began
        )
    session.add(made)
    session.flush()
    return made
