"""Whoever was paid hears how much and on which day, with the payment itself (R22, R61)."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.chances import next_allowed
from training.claims.terms import Payee
from training.notice.money import yuan
from training.outbox.acts.write_messages import MessageDraft, write_messages
from training.payments.rules.told import TEMPLATE, told_key
from training.people.views.reachable import has_opted_out, is_verified
from training.records.classes.trainees import Trainee
from training.records.payments.payments import Payment
from training.records.subsidies.lines import SubsidyLine

OF_USE_FOR = timedelta(days=3)


def tell_paid(session: Session, payment: Payment, lines: Sequence[SubsidyLine], *, now: datetime) -> int:
    """To phones that a message may reach; says how many are new. Of money for a school nobody is told.

    The office's duty goes on where data is restricted (限制处理), and so does this message. Of C1 and of
    every other subsidy the same is told.
    """
    if payment.payee is not Payee.TRAINEE:
        return 0
    reached = _reached(session, [each.enrolment.trainee_id for each in lines])
    amounts = {each.line_id: each.amount_fen for each in payment.lines}
    drafts = [
        _draft(payment, each, amounts[each.id], now) for each in lines if each.enrolment.trainee_id in reached
    ]
    return write_messages(session, drafts, now=now)


def _reached(session: Session, trainees: Collection[int]) -> set[int]:
    own = select(Trainee.id).where(Trainee.id.in_(trainees), is_verified(), ~has_opted_out())
    return set(session.scalars(own))


def _draft(payment: Payment, line: SubsidyLine, amount_fen: int, now: datetime) -> MessageDraft:
    """No name, no class, no link: who else holds the phone learns that money came, and no more."""
    own, paid_on = line.enrolment, payment.paid_on
    due_at = next_allowed(now, own.training_class.policy)
    return MessageDraft(
        template=TEMPLATE,
        parameters={"amount": yuan(amount_fen), "day": f"{paid_on.month}月{paid_on.day}日"},
        phone=own.trainee.phone,
        dedupe_key=told_key(payment.public_id, line.public_id),
        due_at=due_at,
        expires_at=due_at + OF_USE_FOR,
        trainee_id=own.trainee_id,
        district_id=line.district_id,
    )
