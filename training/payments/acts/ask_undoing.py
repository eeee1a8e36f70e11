from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.money import yuan
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.payments.rules.undoing import AlreadyUndone
from training.payments.views.check_undoable import check_undoable
from training.payments.views.find_meeting import hold_meeting
from training.payments.views.find_payment import find_payment, undoings_of
from training.records.payments.meetings import SubsidyMeeting
from training.records.payments.payments import Payment
from training.records.payments.undoings import PaymentUndoing
from training.records.staff.staff import Staff

KIND = "subsidy_undoing"


def ask_undoing(
    session: Session, staff: Staff, place: tuple[UUID, UUID], reason: str, *, now: datetime
) -> PaymentUndoing:
    """申请撤销登记: a payment was recorded wrongly; nothing moves before another person agrees.

    `place`: the meeting, and the payment.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, AlreadyUndone or DemandedBack.
    """
    meeting = hold_meeting(session, staff, place[0], Permission.RECORD_PAYMENTS)
    payment = find_payment(session, meeting, place[1])
    said = read_reason(reason, "撤销登记")
    check_undoable(session, payment)
    asked = undoings_of(session, payment)
    if any(each.decision is None for each in asked):
        raise AlreadyUndone("已经有人申请撤销，正在等另一位同事同意")
    by = {"asked_by_id": staff.id, "asked_by": staff.name, "asked_at": now}
    made = PaymentUndoing(payment_id=payment.id, ordinal=len(asked) + 1, reason=said, **by)
    session.add(made)
    session.flush()
    _tell(session, meeting, payment, made, now)
    return made


def _tell(
    session: Session, meeting: SubsidyMeeting, payment: Payment, made: PaymentUndoing, now: datetime
) -> None:
    """Who asks is named, for the alert is for the others."""
    text = (
        f"凭证 {payment.voucher} 的拨付 {yuan(payment.amount_fen)} 元，{made.asked_by} 申请撤销登记，"
        f"请由另一位同事打开会议“{meeting.number}”核对后同意或不同意。"
    )
    key = f"{KIND}:{payment.public_id}:{made.ordinal}"
    about, district = meeting.public_id, meeting.district_id
    draft = AlertDraft(KIND, key, text, Audience.INSPECTORS, district_id=district, about=about)
    raise_alert(session, draft, now=now)
