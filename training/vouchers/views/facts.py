"""What the rules of vouchers ask for, out of the rows (R10)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from training.certificates.views.waiting import is_newest_approved
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.results import QualifiedList, QualifiedPerson
from training.records.vouchers.vouchers import Voucher
from training.results.terms import Result
from training.sheets.chunks import chunks
from training.vouchers.rules.closing import LEFT_OUT, NO_LIST, UNQUALIFIED
from training.vouchers.rules.living import voucher_state
from training.vouchers.rules.using import GoodFor, PlaceInClass
from training.vouchers.views.find_voucher import is_disputed

AT_ONCE = 500


def good_for(own: Voucher, today: date) -> GoodFor:
    """Batch and events are loaded."""
    batch = own.batch
    return GoodFor(
        own.number,
        own.trainee_id,
        batch.trade,
        batch.level,
        (batch.valid_from, own.valid_until),
        voucher_state(own.state, own.valid_until, today),
        is_disputed(own),
    )


def place_in_class(own: Enrolment, *, is_called_off: bool) -> PlaceInClass:
    """Class and withdrawal are loaded."""
    about = own.training_class
    return PlaceInClass(
        own.trainee_id,
        about.trade,
        about.level,
        max(about.starts_on, own.joined_on),
        about.ends_on,
        own.withdrawal.last_day if own.withdrawal else None,
        is_called_off,
    )


def is_called_off(session: Session, class_id: int) -> bool:
    """Whether the class has lessons and every one of them is cancelled."""
    lessons = select(Lesson.id).where(Lesson.class_id == class_id)
    is_cancelled = exists().where(LessonCancellation.lesson_id == Lesson.id)
    if session.scalar(lessons.where(~is_cancelled).limit(1)) is not None:
        return False
    return session.scalar(lessons.limit(1)) is not None


def not_qualified(session: Session, enrolments: Iterable[int]) -> Mapping[int, str]:
    """Why not, by the enrolments that are not 合格 on the list that counts; the others are not in it."""
    wanted = sorted(set(enrolments))
    why = dict.fromkeys(wanted, NO_LIST)
    for some in chunks(wanted, AT_ONCE):
        why.update(_left_out(session, some))
        why.update(_decided(session, some))
    return {key: said for key, said in why.items() if said}


def _left_out(session: Session, enrolments: Collection[int]) -> dict[int, str]:
    """Of classes that have a list at all."""
    has_list = exists().where(
        QualifiedList.class_id == TrainingClass.id, QualifiedList.approved_at.is_not(None)
    )
    rows = select(Enrolment.id).join(TrainingClass, TrainingClass.id == Enrolment.class_id)
    return dict.fromkeys(session.scalars(rows.where(Enrolment.id.in_(enrolments), has_list)), LEFT_OUT)


def _decided(session: Session, enrolments: Collection[int]) -> dict[int, str]:
    rows = (
        select(QualifiedPerson.enrolment_id, QualifiedPerson.decision)
        .join(QualifiedList, QualifiedList.id == QualifiedPerson.list_id)
        .where(QualifiedPerson.enrolment_id.in_(enrolments), is_newest_approved())
    )
    return {
        key: "" if decision == Result.QUALIFIED else UNQUALIFIED for key, decision in session.execute(rows)
    }
