"""Finding people among the classes that a member of staff may see, by name or by the end of the phone."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from training.classes.views.find_enrolment import PHONE_END_DIGITS
from training.classes.views.see_classes import visible_classes
from training.errors import NotFound, NotRight
from training.notice.identity import compact
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment, Trainee
from training.records.staff.staff import Staff

PHONE_DIGITS = 11
# Phones are sealed, so those of running and of just ended classes are opened one by one.
STILL_ASKED_FOR = timedelta(days=60)
MOST_FOUND = 20


class TooLittleSaid(NotRight):
    """So few digits would fit a part of everybody."""

    def __init__(self) -> None:
        super().__init__(f"手机尾号请写至少 {PHONE_END_DIGITS} 位，或写姓名。")


def find_trainees(
    session: Session, staff: Staff, said: str, today: date, narrowed_by: Sequence[str] = ()
) -> list[Enrolment]:
    """The first twenty of that name or phone, the newest class first, whom the other words fit as well.

    Words that fit nobody narrow to nobody and are passed over. Raises NotFound or TooLittleSaid.
    """
    wanted = compact(said)
    if wanted.isascii() and wanted.isdecimal():
        found = _by_phone(session, staff, wanted, today)
    else:
        found = session.scalars(_seen(staff).where(Trainee.name == wanted)).all()
    if not found:
        raise NotFound(f"学员“{said}”")
    fitting = [each for each in found if all(_fits(each, word) for word in narrowed_by)]
    return list(fitting or found)[:MOST_FOUND]


def _fits(enrolment: Enrolment, word: str) -> bool:
    """Whether it is the end of the phone, or stands in the class's number."""
    number = enrolment.training_class.class_number
    return enrolment.trainee.phone.endswith(word) or word.upper() in number.upper()


def _by_phone(session: Session, staff: Staff, digits: str, today: date) -> Sequence[Enrolment]:
    if len(digits) == PHONE_DIGITS:
        return session.scalars(_seen(staff).where(Trainee.phone_index == digits)).all()
    if len(digits) < PHONE_END_DIGITS:
        raise TooLittleSaid
    living = _seen(staff).where(
        TrainingClass.starts_on <= today, TrainingClass.ends_on >= today - STILL_ASKED_FOR
    )
    phones = session.execute(living.with_only_columns(Enrolment.id, Trainee.phone).order_by(None))
    keys = [key for key, phone in phones if phone.endswith(digits)]
    return session.scalars(_seen(staff).where(Enrolment.id.in_(keys))).all()


def _seen(staff: Staff) -> Select[Enrolment]:
    seen = visible_classes(staff).with_only_columns(TrainingClass.id)
    return (
        select(Enrolment)
        .join(Enrolment.trainee)
        .join(Enrolment.training_class)
        .options(contains_eager(Enrolment.trainee), contains_eager(Enrolment.training_class))
        .where(TrainingClass.id.in_(seen))
        .order_by(TrainingClass.starts_on.desc(), Enrolment.id)
    )
