from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.errors import NotFound
from training.records.payments.meetings import SubsidyMeeting, SubsidyPublicity
from training.records.payments.payments import FinanceApplication, Payment
from training.records.payments.undoings import PaymentUndoing


def find_payment(session: Session, meeting: SubsidyMeeting, payment: UUID) -> Payment:
    """One of what this meeting granted; raises NotFound."""
    rows = select(Payment).join(Payment.application).join(FinanceApplication.publicity)
    own = rows.where(SubsidyPublicity.meeting_id == meeting.id, Payment.public_id == payment)
    whole = selectinload(Payment.lines)
    found = session.scalars(own.options(whole).execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound("这笔拨付")
    return found


def undoings_of(session: Session, payment: Payment) -> list[PaymentUndoing]:
    """Everybody who asked, the first first, each with what was decided."""
    rows = select(PaymentUndoing).where(PaymentUndoing.payment_id == payment.id)
    in_order = rows.options(joinedload(PaymentUndoing.decision)).order_by(PaymentUndoing.ordinal)
    return list(session.scalars(in_order))


def seen_of_undoing(own: PaymentUndoing) -> str:
    """What the second person saw: a payment never changes, but may be asked for anew for another reason."""
    return f"{own.ordinal}-{own.id}"
