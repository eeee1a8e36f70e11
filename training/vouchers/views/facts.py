"""What the rules of vouchers ask for, out of the rows (R10)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select, union
from sqlalchemy.orm import Session

from training.certificates.views.waiting import is_newest_approved
from training.records.claims.claims import CLAIM_IS_GRANTED, C1Claim
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.results import QualifiedList, QualifiedPerson
from training.records.subsidies.lines import LINE_IS_AT_THE_MONEY, SubsidyLine
from training.records.vouchers.vouchers import Voucher, VoucherBatch
from training.results.terms import Result
from training.sheets.chunks import chunks
from training.vouchers.rules.closing import LEFT_OUT, NO_LIST, UNQUALIFIED
from training.vouchers.rules.living import voucher_state
from training.vouchers.rules.using import GoodFor, PlaceInClass
from training.vouchers.terms import VoucherState
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


def wrong_since(session: Session, own: Voucher) -> str:
    """核销后改为不合格: why it would not be written off today; empty where it would, or is not 已核销."""
    place = own.used_enrolment_id
    if own.state is not VoucherState.WRITTEN_OFF or place is None:
        return ""
    return not_qualified(session, [place]).get(place, "")


def paid_otherwise(session: Session, vouchers: Collection[Voucher]) -> set[int]:
    """Those with a face value for whose place a subsidy was applied for or paid; batches are loaded."""
    places = {each.used_enrolment_id: each.id for each in vouchers if each.batch.face_fen is not None}
    found: set[int] = set()
    for some in chunks(sorted(key for key in places if key is not None), AT_ONCE):
        lines = select(SubsidyLine.live_enrolment_id).where(
            SubsidyLine.live_enrolment_id.in_(some), LINE_IS_AT_THE_MONEY
        )
        claims = select(C1Claim.enrolment_id).where(C1Claim.enrolment_id.in_(some), CLAIM_IS_GRANTED)
        found.update(places[key] for key in session.scalars(union(lines, claims)))
    return found


def is_paid_otherwise() -> ColumnElement[bool]:
    """The same, of a voucher that is asked for."""
    # Whoever asks may have joined the batch.
    has_face = Voucher.batch_id.in_(
        select(VoucherBatch.id).where(VoucherBatch.face_fen.is_not(None)).correlate(None)
    )
    line = exists().where(SubsidyLine.live_enrolment_id == Voucher.used_enrolment_id, LINE_IS_AT_THE_MONEY)
    claim = exists().where(C1Claim.enrolment_id == Voucher.used_enrolment_id, CLAIM_IS_GRANTED)
    return and_(has_face, or_(line, claim))


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
