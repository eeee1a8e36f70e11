"""A trainee's own vouchers (我的培训券, R10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.vouchers.vouchers import Voucher
from training.vouchers.terms import VoucherState

SOON = timedelta(days=30)
"""A good one whose last day is so near is pointed out."""


@dataclass(frozen=True)
class OwnVouchers:
    """How many there are, and the last day of the one that ends soonest within SOON."""

    many: int
    ends_on: date | None


def own_vouchers(session: Session, trainee_id: int) -> Sequence[Voucher]:
    """The newest first."""
    place = joinedload(Voucher.used_enrolment).joinedload(Enrolment.training_class)
    rows = select(Voucher).where(Voucher.trainee_id == trainee_id).order_by(Voucher.id.desc())
    whole = (joinedload(Voucher.batch), selectinload(Voucher.events))
    return session.scalars(rows.options(*whole, place.joinedload(TrainingClass.institution))).all()


def has_vouchers(session: Session, trainee_id: int, today: date) -> OwnVouchers:
    """One statement."""
    is_good = (Voucher.state == VoucherState.ISSUED) & (Voucher.valid_until >= today)
    ends = func.min(Voucher.valid_until).filter(is_good, Voucher.valid_until <= today + SOON)
    rows = select(func.count(Voucher.id), ends).where(Voucher.trainee_id == trainee_id)
    many, ends_on = session.execute(rows).one()
    return OwnVouchers(many, ends_on)
