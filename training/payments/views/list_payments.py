"""Payments as programs of staff read them: sums and papers, nobody's name (R22, R65)."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within
from training.notice.permissions import Permission
from training.records.payments.payments import FinanceApplication, Payment, PaymentLine
from training.records.staff.staff import Staff


def visible_payments(staff: Staff) -> Select[Payment]:
    """A query of those that this person may see."""
    return select(Payment).where(within(staff, Permission.SEE_PUBLICITIES, district=Payment.district_id))


def list_payments(session: Session, staff: Staff, first: int, most: int) -> tuple[int, Sequence[Payment]]:
    """How many there are, and so many of them, the latest first."""
    own = visible_payments(staff)
    total = session.scalar(select(func.count()).select_from(own.with_only_columns(Payment.id).subquery()))
    application = joinedload(Payment.application).joinedload(FinanceApplication.district)
    in_order = own.order_by(Payment.paid_on.desc(), Payment.id.desc()).offset(first).limit(most)
    return total or 0, session.scalars(in_order.options(application, joinedload(Payment.institution))).all()


def people_of_payments(session: Session, keys: Sequence[int]) -> dict[int, int]:
    """How many people each paid for."""
    rows = select(PaymentLine.payment_id, func.count()).where(PaymentLine.payment_id.in_(keys))
    return {key: number for key, number in session.execute(rows.group_by(PaymentLine.payment_id))}
