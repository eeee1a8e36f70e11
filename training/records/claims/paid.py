from sqlalchemy import Subquery, exists, select, union_all
from sqlalchemy.orm import aliased

from training.records.claims.claims import ClaimPayment
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.payments import Payment, PaymentLine
from training.records.subsidies.lines import SubsidyLine


def claims_paid() -> Subquery:
    """`claim_id`, `amount_fen` and `paid_on` of every payment of C1: by the common chain, unless the ledger
    took it back, and those that were recorded before.
    """
    reversal = aliased(LedgerEntry)
    stands = ~exists().where(reversal.reverses_id == Payment.entry_id)
    new = select(SubsidyLine.claim_id, PaymentLine.amount_fen, Payment.paid_on)
    new = new.join(PaymentLine, PaymentLine.live_line_id == SubsidyLine.id).join(PaymentLine.payment)
    before = select(ClaimPayment.claim_id, ClaimPayment.amount_fen, ClaimPayment.paid_on)
    return union_all(new.where(SubsidyLine.claim_id.is_not(None), stands), before).subquery("claims_paid")
