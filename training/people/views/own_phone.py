"""Whether the registered number is the person's own: what stands for his word goes there alone (R10, R14)."""

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from training.people.terms import VerifiedBy
from training.people.views.reachable import is_verified, unchanged_since
from training.records.classes.batches import ImportBatch
from training.records.classes.trainees import Enrolment, Trainee
from training.records.people.reach import PhoneVerification
from training.records.vouchers.vouchers import Voucher


def has_own_phone() -> ColumnElement[bool]:
    """Of the `Trainee` of a query: nobody shares it, and more than a school's word stands for it.

    A school may write its own number into a roster, and read there whatever comes by SMS. So the supervision
    found it to be the person's; or it was proved by a code before any roster brought the person; or proved
    by a code and the same that the city had of the person when it issued a voucher.
    """
    by_code = and_(is_verified(VerifiedBy.CODE), _is_known_to_city())
    return and_(~is_shared(), or_(is_verified(VerifiedBy.INSPECTOR), _was_proved_first(), by_code))


def own_phone(session: Session, trainee_id: int) -> bool:
    return bool(session.scalar(select(has_own_phone()).where(Trainee.id == trainee_id)))


def is_shared() -> ColumnElement[bool]:
    """Of the `Trainee` of a query: others are registered with the same number."""
    other = aliased(Trainee)
    return exists().where(other.phone_index == Trainee.phone_index, other.id != Trainee.id)


def _was_proved_first() -> ColumnElement[bool]:
    """Before anybody brought the person into a class: the number of a roster is a school's word."""
    brought = (
        select(Enrolment.id)
        .join(ImportBatch, ImportBatch.id == Enrolment.batch_id)
        .where(Enrolment.trainee_id == PhoneVerification.trainee_id)
        .where(ImportBatch.imported_at <= PhoneVerification.verified_at)
        .correlate(PhoneVerification)
    )
    return exists().where(
        PhoneVerification.trainee_id == Trainee.id,
        PhoneVerification.phone_index == Trainee.phone_index,
        PhoneVerification.how == VerifiedBy.CODE,
        unchanged_since(),
        ~brought.exists(),
    )


def _is_known_to_city() -> ColumnElement[bool]:
    # Whoever asks may ask for vouchers and places too.
    issued = exists().where(Voucher.trainee_id == Trainee.id, Voucher.phone_index == Trainee.phone_index)
    return issued.correlate(Trainee)
