from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.money import yuan
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.payments.rules.paying import check_recovery
from training.payments.views.check_not_reversed import check_not_reversed
from training.payments.views.find_meeting import hold_found_line
from training.payments.views.recoveries.demands_of import demands_of
from training.records.payments.payments import Payment, PaymentLine, Recovery
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine

KIND = "recovery_demanded"


def demand_recovery(
    session: Session, staff: Staff, line_id: UUID, demand: tuple[int, str], *, now: datetime
) -> Recovery:
    """追回: demand back what was paid for somebody, or a part of it, and tell whoever received it.

    `demand`: how much in fen, and why.
    Raises NotFound, OnlyTheDistrictPays, ReasonMissing, TextTooLong, PaymentReversed or RecoveredTooMuch.
    """
    amount_fen, reason = demand
    line = hold_found_line(session, staff, line_id, Permission.RECORD_PAYMENTS)
    said = read_reason(reason, "追回")
    part = session.scalars(select(PaymentLine).where(PaymentLine.live_line_id == line.id)).one_or_none()
    if part is None:
        raise NotFound("这笔补贴的拨付")
    check_not_reversed(session, part.payment)
    demands = demands_of(session, PaymentLine.id == part.id).values()
    check_recovery(amount_fen, part.amount_fen, sum(each.standing_fen for each in demands))
    made = Recovery(
        payment_line_id=part.id,
        ordinal=len(demands) + 1,
        amount_fen=amount_fen,
        reason=said,
        demanded_on=shanghai_day(now),
        demanded_by_id=staff.id,
        demanded_by=staff.name,
        demanded_at=now,
    )
    session.add(made)
    session.flush()
    _tell(session, line, part.payment, made, now)
    return made


def _tell(session: Session, line: SubsidyLine, payment: Payment, made: Recovery, now: datetime) -> None:
    """The institution that received it; a person is asked by the office, who has to explain it."""
    if payment.institution_id is None:
        return
    own = line.enrolment.training_class
    text = (
        f"班级 {own.class_number} {line.enrolment.trainee.name}的补贴 {yuan(made.amount_fen)} 元要追回："
        f"{made.reason}。请按旗县区通知的账户退回，有疑问联系旗县区经办人。"
    )
    draft = AlertDraft(KIND, f"{KIND}:{made.public_id}", text, Audience.INSTITUTION, own)
    raise_alert(session, draft, now=now)
