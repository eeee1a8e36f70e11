from sqlalchemy.orm import Session

from training.ledgers.views.reversed_entries import reversed_entries
from training.payments.rules.refusals import PaymentReversed
from training.records.payments.payments import Payment


def check_not_reversed(session: Session, payment: Payment) -> None:
    """Raises PaymentReversed: what the ledger took back cannot come back a second time."""
    if payment.entry_id in reversed_entries(session, [payment.entry_id]):
        raise PaymentReversed(payment.voucher)
