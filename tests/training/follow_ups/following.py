"""A class whose qualified people are asked what became of them; every act is a transaction of its own."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import at
from tests.training.certificates.certified import (
    AFTER,
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    NO,
    SCHOOL,
    YES,
    a_listed_class,
    an_office,
    approve,
    sign_and_approve,
)
from training.classes.views.find_class import find_class
from training.database import Database
from training.documents.receiving import NewFile
from training.documents.terms import Media
from training.follow_ups.acts.answer_follow_up import AnsweredBy, answer_follow_up
from training.follow_ups.acts.open_follow_ups import open_follow_ups
from training.follow_ups.rules.answers import Answer
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.follow_ups.views.find_follow_up import WITH
from training.records.classes.trainees import Enrolment, Trainee
from training.records.follow_ups.follow_ups import FollowUp, FollowUpAnswer
from training.results.rules.people import Decision
from training.staff.views.find_staff import find_staff

__all__ = ["AUDITOR", "CITY", "DISTRICT", "ELSEWHERE", "NO", "SCHOOL", "YES"]
QUALIFIED_ON, FIRST_DUE = date(2026, 9, 20), date(2026, 10, 20)
ON_THE_DAY = at(FIRST_DUE, "09:00")
SEED = bytes(range(32))
EMPLOYED = Answer(WorkStatus.EMPLOYED, FIRST_DUE, "鹿城餐饮", "", "厨师", date(2026, 10, 1))
SEEKING = Answer(WorkStatus.OUT_OF_WORK, FIRST_DUE)
SELF = AnsweredBy(AnswerSource.SELF, SEED)
_keys = count(1)


@dataclass
class Following:
    """What people do; time goes on as the test says."""

    database: Database
    now: datetime = ON_THE_DAY
    number: str = "BT-1"
    seed: bytes = field(default=SEED)

    def on(self, day: date, clock: str = "09:00") -> "Following":
        return replace(self, now=at(day, clock))

    def open(self) -> int:
        with self.database.writing() as session:
            return open_follow_ups(session, now=self.now)

    def approve(self, last: Decision = NO) -> None:
        """Another version of the list; of the last of the roster it is as said."""
        with self.database.writing() as session:
            approve(session, find_class(session, self.number), self.now, last)

    def step(self, session: Session, name: str = "王芳", after_days: int = 30) -> FollowUp:
        rows = (
            select(FollowUp)
            .join(Enrolment, Enrolment.id == FollowUp.enrolment_id)
            .join(Trainee, Trainee.id == Enrolment.trainee_id)
            .where(Trainee.name == name, FollowUp.after_days == after_days)
        )
        return session.scalars(rows.options(*WITH)).one()

    def see(self, name: str = "王芳", after_days: int = 30) -> FollowUp:
        with self.database.reading() as session:
            return self.step(session, name, after_days)

    def by(self, who: str, **fields: object) -> AnsweredBy:
        """Of the office or the school; `staff` is filled in when it is said."""
        source = AnswerSource.INSTITUTION if who == SCHOOL else AnswerSource.PHONE
        return replace(AnsweredBy(source, self.seed), **fields)

    def answer(
        self,
        said: Answer = EMPLOYED,
        who: str = DISTRICT,
        name: str = "王芳",
        after_days: int = 30,
        **fields: object,
    ) -> FollowUpAnswer:
        with self.database.writing() as session:
            by = replace(self.by(who, **fields), staff=find_staff(session, who))
            step = self.step(session, name, after_days)
            return _loose(session, answer_follow_up(session, step, said, by, now=self.now))

    def say(self, said: Answer = SEEKING, name: str = "王芳", **fields: object) -> FollowUpAnswer:
        """As the person."""
        with self.database.writing() as session:
            own = self.step(session, name)
            by = replace(SELF, **fields)
            return _loose(session, answer_follow_up(session, own, said, by, now=self.now))

    def steps(self) -> list[tuple[str, int, date, bool]]:
        """Name, days, day, and whether it stands."""
        with self.database.reading() as session:
            rows = session.scalars(select(FollowUp).order_by(FollowUp.enrolment_id, FollowUp.after_days))
            return [
                (each.enrolment.trainee.name, each.after_days, each.due_on, each.dropped_at is None)
                for each in rows
            ]

    def answers(self, name: str = "王芳") -> list[tuple[int, str, str]]:
        """Ordinal, status, source of the first step."""
        return [(each.ordinal, each.status, each.source) for each in self.see(name).answers]


def _loose(session: Session, made: FollowUpAnswer) -> FollowUpAnswer:
    """To be looked at when the transaction has ended."""
    session.refresh(made)
    session.expunge(made)
    return made


def a_proof(media: str = "pdf", sha256: str = "") -> NewFile:
    """As if the store had it."""
    public_id = uuid4()
    digest = sha256 or f"{next(_keys):064x}"
    return NewFile(public_id, "合同.pdf", Media(media), 1000, digest, f"documents/{public_id}", True)


def following(database: Database, **fields: object) -> Following:
    """王芳 and 㛃䶮𬭩 are qualified on 20 September, 李丽 is not; the steps are open, the first one due."""
    with database.writing() as session:
        own = a_listed_class(session, **fields)
        an_office(session, own)
        sign_and_approve(session, own)
    one = Following(database)
    one.on((AFTER + timedelta(days=1)).date()).open()
    return one
