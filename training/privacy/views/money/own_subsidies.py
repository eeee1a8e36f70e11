"""What was judged, granted, paid and demanded back of one's subsidies, for the own copy (R19 to R22)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, select

from training.eligibility.terms import LineAct
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.ledgers.standing import stands
from training.records.payments.payments import (
    Payment,
    PaymentLine,
    Recovery,
    RecoveryReceipt,
    RecoveryWithdrawal,
)
from training.records.subsidies.found import FoundLine, FoundLineSettling
from training.records.subsidies.lines import LineEvent, SubsidyLine

BETWEEN_OFFICES = (
    *(LineAct.OBJECT, LineAct.SETTLE, LineAct.UPHOLD, LineAct.UNDO, LineAct.UNDO_RECEIPT),
    *(LineAct.OVERRIDE, LineAct.AGREE, LineAct.SEND_BACK),
)
"""Why these were done may name whoever objected, or who should have been paid."""


def own_subsidies(who: int) -> dict[str, Select[Any]]:
    """By the names of the parts of the copy."""
    return {
        "subsidies": _lines(who),
        "subsidy_acts": _acts(who),
        "recoveries": _recoveries(who),
        "subsidies_on_lists": _found(who),
    }


def _lines(who: int) -> Select[Any]:
    own, part, paid = SubsidyLine, PaymentLine, Payment
    said = (own.scheme, own.state, own.amount_fen, own.granted_fen, own.fund, own.payee, own.reasons)
    columns: tuple[Any, ...] = (
        *(TrainingClass.class_number, *said),
        *(part.amount_fen.label("paid_fen"), paid.paid_on, _is_undone().label("is_undone")),
    )
    rows = _of(select(*columns).select_from(own), who)
    parts = rows.outerjoin(part, part.line_id == own.id)
    return parts.outerjoin(paid, paid.id == part.payment_id).order_by(own.id, part.id)


def _is_undone() -> ColumnElement[bool]:
    """撤销登记: what was paid by that voucher was recorded wrongly."""
    return and_(Payment.id.is_not(None), Payment.live_voucher.is_(None))


def _acts(who: int) -> Select[Any]:
    own = LineEvent
    reason = case((own.act.in_(BETWEEN_OFFICES), ""), else_=own.reason).label("reason")
    said = (own.ordinal, own.act, own.state, own.acted_by, own.acted_at, reason)
    columns: tuple[Any, ...] = (TrainingClass.class_number, *said)
    rows = select(*columns).select_from(own).join(SubsidyLine, SubsidyLine.id == own.line_id)
    return _of(rows, who).order_by(own.id)


def _recoveries(who: int) -> Select[Any]:
    own, receipt, withdrawal = Recovery, RecoveryReceipt, RecoveryWithdrawal
    columns: tuple[Any, ...] = (
        *(TrainingClass.class_number, own.amount_fen, own.reason, own.demanded_on),
        *(receipt.received_on, receipt.amount_fen.label("received_fen")),
        stands(receipt.entry_id).label("is_received"),
        withdrawal.noted_at.label("withdrawn_at"),
    )
    rows = select(*columns).select_from(own).join(PaymentLine, PaymentLine.id == own.payment_line_id)
    lines = rows.join(SubsidyLine, SubsidyLine.id == PaymentLine.line_id)
    parts = _of(lines, who).outerjoin(receipt, receipt.recovery_id == own.id)
    ended = parts.outerjoin(withdrawal, withdrawal.recovery_id == own.id)
    return ended.order_by(own.id, receipt.ordinal)


def _found(who: int) -> Select[Any]:
    """新名单命中: which kind of list named the person after the money was granted."""
    own, settling = FoundLine, FoundLineSettling
    settled = (settling.noted_by, settling.noted_at)
    columns: tuple[Any, ...] = (TrainingClass.class_number, own.kind, own.found_at, *settled)
    rows = select(*columns).select_from(own).join(SubsidyLine, SubsidyLine.id == own.line_id)
    return _of(rows, who).outerjoin(settling, settling.found_id == own.id).order_by(own.id)


def _of(rows: Select[Any], who: int) -> Select[Any]:
    """Of this trainee, with the class."""
    enrolled = rows.join(Enrolment, Enrolment.id == SubsidyLine.enrolment_id)
    return enrolled.join(TrainingClass).where(Enrolment.trainee_id == who)
