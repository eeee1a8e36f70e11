"""A class that is qualified and whose list is approved, and what the district judges of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, WHOLE_DAY, a_class, a_trainee, an_enrolment, at, punches
from tests.training.checks.checking import CITY, DISTRICT, register_staff
from tests.training.eligibility.pricing import a_line, a_set
from tests.training.results.signing import FELLOW, NO, YES, a_check
from training.checks.terms import CheckLevel, Verdict
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.acts.judge_class import JudgementDraft, judge_class
from training.eligibility.acts.second_judgement import second_judgement
from training.eligibility.rules.judging import Wish
from training.eligibility.terms import LineAct, LineState
from training.eligibility.views.hold_line import hold_lines
from training.eligibility.views.judgements import judged_of
from training.eligibility.views.line_holds import lines_that_hold
from training.eligibility.views.proposals import ClassProposal, propose_class
from training.notice.terms import Role
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.outbox.alerts import Alert
from training.records.subsidies.lines import SubsidyLine
from training.results.acts.approve_list import ListDraft, approve_list
from training.results.acts.second_list import second_list
from training.results.acts.second_verdict import SecondOpinion
from training.results.acts.sign_verdict import sign_verdict
from training.results.rules.people import Decision
from training.results.rules.signing import Wish as VerdictWish
from training.results.terms import Result
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NUMBER = "BT-L"
__all__ = ["CITY", "DISTRICT", "FELLOW", "NO", "YES"]


@dataclass
class Judging:
    """Every act is a transaction of its own, at `now`."""

    database: Database
    now: datetime

    def judge(self, number: str = NUMBER, who: str = DISTRICT, seen: str = "", **wishes: Wish) -> None:
        """`wishes` by the names of trainees."""
        with self.database.writing() as session:
            keys = {each.trainee.name: each.public_id for each in self._enrolments(session, number)}
            draft = JudgementDraft({keys[name]: each for name, each in wishes.items()}, seen)
            judge_class(session, find_staff(session, who), self.key(number), draft, now=self.now)

    def second(self, opinion: SecondOpinion = YES, who: str = FELLOW, number: str = NUMBER) -> None:
        with self.database.writing() as session:
            second_judgement(session, find_staff(session, who), self.key(number), opinion, now=self.now)

    def move(self, *acts: LineAct, number: str = NUMBER, of: str = "") -> None:
        """The class's living lines that are paid for, or one person's, one act after the other."""
        with self.database.writing() as session:
            staff = find_staff(session, DISTRICT)
            for act in acts:
                paid = judged_of(session, find_class(session, number)).lines
                own = [each for each in paid if of in ("", each.enrolment.trainee.name)]
                keys = [each.id for each in own if each.state is not LineState.EXCLUDED]
                act_on_lines(session, hold_lines(session, keys), Deed(act, staff, self.now))

    def approve(self, number: str = NUMBER, **decisions: Decision) -> None:
        """Another version of the list; by the names of trainees."""
        with self.database.writing() as session:
            keys = {each.trainee.name: each.public_id for each in self._enrolments(session, number)}
            draft = ListDraft({keys[name]: each for name, each in decisions.items()})
            approve_list(session, find_staff(session, DISTRICT), self.key(number), draft, now=self.now)

    def second_of_list(self, number: str = NUMBER) -> None:
        with self.database.writing() as session:
            second_list(session, find_staff(session, FELLOW), self.key(number), YES, now=self.now)

    def change(self, work: Callable[[Session], object]) -> None:
        with self.database.writing() as session:
            work(session)

    def key(self, number: str = NUMBER) -> UUID:
        with self.database.reading() as session:
            return find_class(session, number).public_id

    def proposal(self, number: str = NUMBER) -> ClassProposal:
        with self.database.reading() as session:
            return propose_class(session, find_class(session, number), now=self.now)

    def reasons(self, number: str = NUMBER) -> dict[str, list[str]]:
        """By the names of trainees the words of what speaks against them today."""
        with self.database.reading() as session:
            found = propose_class(session, find_class(session, number), now=self.now)
            return {each.name: [reason.exclusion.value for reason in each.reasons] for each in found.people}

    def lines(self, number: str = NUMBER) -> dict[str, LineState]:
        """The living ones, by the names of trainees."""
        with self.database.reading() as session:
            found = judged_of(session, find_class(session, number)).lines
            return {each.enrolment.trainee.name: each.state for each in found}

    def holding(self, number: str = NUMBER) -> set[str]:
        """Names of those whose line may go on towards the money."""
        with self.database.reading() as session:
            lines = judged_of(session, find_class(session, number)).lines
            keys = lines_that_hold(session, [each.id for each in lines], now=self.now)
            return {each.enrolment.trainee.name for each in lines if each.id in keys}

    def every_line(self) -> list[SubsidyLine]:
        with self.database.reading() as session:
            return list(session.scalars(select(SubsidyLine).order_by(SubsidyLine.id)))

    def alerts(self, kind: str) -> list[str]:
        with self.database.reading() as session:
            return list(session.scalars(select(Alert.text).where(Alert.kind == kind).order_by(Alert.id)))

    def _enrolments(self, session: Session, number: str) -> list[Enrolment]:
        own = find_class(session, number)
        return list(session.scalars(select(Enrolment).where(Enrolment.class_id == own.id)))


def judging(database: Database, people: int = 2) -> Judging:
    """BT-L of 昆都仑区, qualified, with 学员1, 学员2, … who are all qualified, at 1000 yuan each."""
    with database.writing() as session:
        register_staff(session)
        district = find_district(session, "昆都仑区")
        add_staff(session, FELLOW, Role.DISTRICT, district, None, now=at(MONDAY, "09:00"))
        a_set(session, find_staff(session, CITY), [a_line()])
        trainees = [a_trainee(session, f"学员{place}", f"137{place:08}") for place in range(1, people + 1)]
        a_qualified_class(session, NUMBER, trainees)
    return Judging(database, at(MONDAY + timedelta(days=7), "09:00"))


def a_qualified_class(
    session: Session,
    number: str,
    trainees: list[Trainee],
    *,
    starts_on: date = MONDAY,
    **fields: object,
) -> TrainingClass:
    """Five whole days, both checks passed, verdict and list signed on the day after the last one."""
    own = a_class(session, number, starts_on=starts_on, **fields)
    for place, trainee in enumerate(trainees, 1):
        an_enrolment(session, own, trainee, f"{number[-1]}{place}")
        for offset in range(4):
            punches(
                session, own, starts_on + timedelta(days=offset), WHOLE_DAY, number=f"{number[-1]}{place}"
            )
    for level in CheckLevel:
        a_check(session, own, level, Verdict.PASSED)
    after, staff = at(own.ends_on + timedelta(days=1), "09:00"), find_staff(session, DISTRICT)
    sign_verdict(session, staff, own.public_id, VerdictWish(Result.QUALIFIED), now=after)
    approve_list(session, staff, own.public_id, ListDraft(), now=after)
    return own
