"""拨付, the one rule for every figure of paid money: what was paid and stays paid (R22, R66, R67).

A payment that was undone, or whose entry of the ledger was reversed, was never made; what came back of one
that stands, by a receipt that stands, is paid no longer.
"""

from datetime import date

from sqlalchemy import Select, Subquery, null, select, union_all

from training.notice.terms import Fund
from training.records.claims.claims import C1Claim, ClaimPayment
from training.records.ledgers.standing import stands
from training.records.payments.payments import Payment, PaymentLine, Recovery, RecoveryReceipt
from training.records.subsidies.lines import SubsidyLine


def paid_money() -> Subquery:
    """A row for each part of a payment, and one below 0 for each receipt of it.

    `enrolment_id`, `claim_id` (of C1 alone), `fund`, `amount_fen`, `paid_on` (of the payment) and `moved_on`
    (of the receipt where it is one).

    What was paid for C1 before it was of the common chain has no fund.
    """
    return union_all(_went(), _came_back(), _before()).subquery("paid_money")


def _went() -> Select[int, int | None, Fund, int, date, date]:
    rows = select(
        SubsidyLine.enrolment_id,
        SubsidyLine.claim_id,
        Payment.fund,
        PaymentLine.amount_fen,
        Payment.paid_on,
        Payment.paid_on.label("moved_on"),
    )
    parts = rows.join(PaymentLine, PaymentLine.line_id == SubsidyLine.id).join(PaymentLine.payment)
    return parts.where(stands(Payment.entry_id))


def _came_back() -> Select[int, int | None, Fund, int, date, date]:
    rows = select(
        SubsidyLine.enrolment_id,
        SubsidyLine.claim_id,
        Payment.fund,
        -RecoveryReceipt.amount_fen,
        Payment.paid_on,
        RecoveryReceipt.received_on,
    )
    parts = rows.join(PaymentLine, PaymentLine.line_id == SubsidyLine.id).join(PaymentLine.payment)
    came = parts.join(Recovery, Recovery.payment_line_id == PaymentLine.id).join(Recovery.receipts)
    return came.where(stands(Payment.entry_id), stands(RecoveryReceipt.entry_id))


def _before() -> Select[int, int, None, int, date, date]:
    own = ClaimPayment
    rows = select(C1Claim.enrolment_id, C1Claim.id, null(), own.amount_fen, own.paid_on, own.paid_on)
    return rows.join(C1Claim.payment)
