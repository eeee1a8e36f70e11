"""Finding a person in a class by name or by the end of the phone number."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.find_class import SeveralFound
from training.errors import NotFound
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee

PHONE_END_DIGITS = 4


def find_enrolment(session: Session, training_class: TrainingClass, said: str) -> Enrolment:
    """The one enrolment whose name is `said`, or whose phone or attendance number ends so or is so.

    Raises NotFound or SeveralFound.
    """
    enrolments = _enrolments_of(session, training_class)
    found = [enrolment for enrolment in enrolments if enrolment.trainee.name == said]
    if not found and said.isdecimal():
        found = [enrolment for enrolment in enrolments if _answers_to(enrolment, said)]
    if not found:
        raise NotFound(f"班级 {training_class.class_number} 的学员“{said}”")
    if len(found) > 1:
        raise SeveralFound(
            "学员", [f"{each.trainee.name}（考勤号 {each.attendance_number}）" for each in found]
        )
    return found[0]


def _enrolments_of(session: Session, training_class: TrainingClass) -> list[Enrolment]:
    own = select(Enrolment).join(Trainee).where(Enrolment.class_id == training_class.id)
    return list(session.scalars(own.options(joinedload(Enrolment.trainee)).order_by(Enrolment.id)))


def _answers_to(enrolment: Enrolment, digits: str) -> bool:
    by_phone = len(digits) >= PHONE_END_DIGITS and enrolment.trainee.phone.endswith(digits)
    return by_phone or enrolment.attendance_number == digits
