"""Qualified people of a class, whose steps are due, and what was recorded of them; rows as they lie there."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, an_institution, at
from training.classes.views.find_class import find_district
from training.database import Database
from training.follow_ups.acts.record_back_check import BackCheckDraft, record_back_check
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.notice.clock import shanghai_day
from training.notice.terms import Role
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.follow_ups.follow_ups import BackCheck, FollowUp, FollowUpAnswer
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

CITY, COLLEAGUE, DISTRICT, ELSEWHERE, SCHOOL, AUDITOR = "李敏", "孙强", "刘志刚", "赵敏", "冯老师", "何审计"
QUALIFIED = date(2026, 4, 2)
DUE = date(2026, 5, 2)
"""Thirty days later."""
CALLED = at(date(2026, 5, 4), "09:30")
AGAIN = at(date(2026, 5, 6), "10:00")
_seeds = count(1)


def an_office(session: Session) -> None:
    for name, role, district, school in (
        (CITY, Role.CITY, "", ""),
        (COLLEAGUE, Role.CITY, "", ""),
        (AUDITOR, Role.AUDITOR, "", ""),
        (DISTRICT, Role.DISTRICT, "昆都仑区", ""),
        (ELSEWHERE, Role.DISTRICT, "青山区", ""),
        (SCHOOL, Role.INSTITUTION, "", "包头市第一培训学校"),
    ):
        place = find_district(session, district) if district else None
        add_staff(session, name, role, place, an_institution(session, school) if school else None, now=CALLED)


def a_person(
    session: Session, own: TrainingClass, name: str = "王芳", phone: str = "13800000001"
) -> Enrolment:
    return an_enrolment(session, own, a_trainee(session, name, phone), None)


def a_step(session: Session, of: Enrolment, after_days: int = 30, qualified_on: date = QUALIFIED) -> FollowUp:
    made = FollowUp(
        enrolment_id=of.id,
        district_id=of.training_class.district_id,
        institution_id=of.training_class.institution_id,
        after_days=after_days,
        qualified_on=qualified_on,
        due_on=qualified_on + timedelta(days=after_days),
        is_open=True,
    )
    session.add(made)
    session.flush()
    return made


def an_answer(
    session: Session,
    of: FollowUp,
    status: WorkStatus = WorkStatus.EMPLOYED,
    at: datetime = CALLED,
    **fields: object,
) -> FollowUpAnswer:
    """By the school, drawn to be asked again."""
    values: dict[str, object] = {
        "ordinal": len(of.answers) + 1,
        "employer": "鑫源餐饮" if status in (WorkStatus.EMPLOYED, WorkStatus.SELF_EMPLOYED) else "",
        "credit_code": "",
        "job": "",
        "since": None,
        "source": AnswerSource.PHONE,
        "asked_on": shanghai_day(at),
        "note": "",
        "has_proof": False,
        "answered_by": SCHOOL,
        "seed": next(_seeds).to_bytes(32, "big"),
        "back_check_is_due": True,
    }
    made = FollowUpAnswer(status=status, answered_at=at, **(values | fields))
    of.answers.append(made)
    of.is_open = False
    session.flush()
    return made


def a_back_check(session: Session, of: FollowUpAnswer, agrees: bool | None, who: str = CITY) -> BackCheck:
    """As somebody of the city would have left it."""
    made = BackCheck(
        answer_id=of.id,
        status=of.status if agrees else WorkStatus.OUT_OF_WORK,
        agrees=agrees,
        employer="",
        since=None,
        note="",
        asked_on=AGAIN.date(),
        checked_by_id=find_staff(session, who).id,
        checked_by=who,
        checked_at=AGAIN,
    )
    of.back_check_is_due = False
    session.add(made)
    session.flush()
    return made


def by_staff(session: Session, name: str) -> dict[str, object]:
    """That this member of staff recorded the answer."""
    return {"staff_id": find_staff(session, name).id, "answered_by": name}


@dataclass
class AskingAgain:
    """One class of 昆都仑区, one person of it, and one answer that was drawn."""

    database: Database
    answer: UUID = field(init=False)

    def __post_init__(self) -> None:
        with self.database.writing() as session:
            an_office(session)
            own = a_person(session, a_class(session, "BT-9", starts_on=MONDAY))
            step = a_step(session, own)
            made = an_answer(session, step, since=date(2026, 4, 20), **by_staff(session, SCHOOL))
            self.answer = made.public_id

    def ask(
        self,
        who: str = CITY,
        status: WorkStatus = WorkStatus.EMPLOYED,
        now: datetime = AGAIN,
        **fields: object,
    ) -> bool | None:
        """Whether the same was told."""
        said = {"employer": "包头市鑫源餐饮有限公司"} if status is WorkStatus.EMPLOYED else {}
        draft = BackCheckDraft(status, **({"asked_on": now.date()} | said | fields))
        with self.database.writing() as session:
            made = record_back_check(session, find_staff(session, who), self.answer, draft, now=now)
            return made.agrees if made else None

    def kept(self) -> BackCheck | None:
        with self.database.reading() as session:
            return session.scalars(select(BackCheck)).one_or_none()
