"""Something of every list in the class of 昆都仑区 (BT-1) and in that of 青山区 (BT-2)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, SCHOOL, at
from tests.training.attendance.reminding import lesson_of
from training.attendance.terms import DayPart, PunchKind
from training.checks.terms import CheckLevel, CheckMethod
from training.classes.acts.find_or_add_instructor import find_or_add_instructor
from training.classes.views.find_class import find_class
from training.notice.terms import HalfDay
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.attendance.corrections import PunchCorrection
from training.records.attendance.leave import LeaveOfAbsence
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment

TEACHERS = {"BT-1": "乌兰", "BT-2": "白音"}
SCHOOLS = {"BT-1": SCHOOL, "BT-2": "别的学校"}


def fill(session: Session) -> None:
    """王芳 of BT-1 and 李强 of BT-2 ask for a correction and are on leave; each class is checked."""
    for number, teacher in TEACHERS.items():
        own = find_class(session, number)
        of_class = select(Enrolment).where(Enrolment.class_id == own.id).order_by(Enrolment.id)
        enrolment = session.scalars(of_class.limit(1)).one()
        a_correction(session, enrolment)
        a_leave(session, enrolment)
        a_check(session, own)
        for lesson in own.lessons[:3]:
            lesson.instructor = find_or_add_instructor(session, own.institution_id, teacher)
        draft = AlertDraft("owed_check", f"owed:{number}", f"{number} 欠查", Audience.INSPECTORS, own)
        raise_alert(session, draft, now=at(MONDAY, "09:00"))


def a_correction(session: Session, enrolment: Enrolment, reason: str = "机器没认出") -> PunchCorrection:
    made = PunchCorrection(
        enrolment=enrolment,
        lesson=lesson_of(session, enrolment.training_class, MONDAY, HalfDay.AFTERNOON),
        punch=PunchKind.OUT,
        ordinal=1,
        reason=reason,
        asked_at=at(MONDAY, "18:00"),
    )
    session.add(made)
    session.flush()
    return made


def a_leave(session: Session, enrolment: Enrolment) -> LeaveOfAbsence:
    made = LeaveOfAbsence(
        enrolment=enrolment,
        held_on=MONDAY,
        part=DayPart.WHOLE_DAY,
        reason="发烧",
        approved_by="冯老师",
        approved_at=at(MONDAY, "07:00"),
    )
    session.add(made)
    session.flush()
    return made


def a_check(session: Session, own: TrainingClass) -> SpotCheck:
    made = SpotCheck(
        number=f"{own.class_number}-市1",
        class_id=own.id,
        level=CheckLevel.CITY,
        ordinal=1,
        method=CheckMethod.PHONE,
        rule_set_id=own.rule_set_id,
        started_by="市里",
        started_at=at(MONDAY, "09:00"),
    )
    session.add(made)
    session.flush()
    return made
