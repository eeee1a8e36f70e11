"""What was paid of lines and came back, and what is left of each fund: flat, however many lines."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from training.notice.terms import Fund
from training.payments.views.shown import Paid
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.payments import Payment, PaymentLine, Recovery, RecoveryReceipt


def paid_of(session: Session, keys: Collection[int]) -> dict[int, Paid]:
    """By line, of those that were paid; two statements."""
    demanded, returned = _recovered(session, keys)
    columns = (PaymentLine.line_id, PaymentLine.amount_fen, Payment.voucher, Payment.paid_on)
    rows = select(*columns).join(PaymentLine.payment).where(PaymentLine.line_id.in_(keys))
    return {
        line: Paid(fen, voucher, paid_on, demanded.get(line, 0), returned.get(line, 0))
        for line, fen, voucher, paid_on in session.execute(rows)
    }


def _recovered(session: Session, keys: Collection[int]) -> tuple[dict[int, int], dict[int, int]]:
    """What was demanded back of each line, and what of it came."""
    rows = (
        select(PaymentLine.line_id, Recovery.amount_fen, RecoveryReceipt.id)
        .join(Recovery, Recovery.payment_line_id == PaymentLine.id)
        .outerjoin(RecoveryReceipt, RecoveryReceipt.recovery_id == Recovery.id)
        .where(PaymentLine.line_id.in_(keys))
    )
    demanded: dict[int, int] = {}
    returned: dict[int, int] = {}
    for line, fen, receipt in session.execute(rows):
        demanded[line] = demanded.get(line, 0) + fen
        returned[line] = returned.get(line, 0) + (fen if receipt else 0)
    return demanded, returned


def balances_of(session: Session, district_id: int, year: int) -> dict[Fund, int]:
    """台账余额 of each fund of the year in fen; 0 where nothing was written."""
    own = (LedgerEntry.district_id == district_id, LedgerEntry.year == year)
    rows = select(LedgerEntry.fund, func.sum(LedgerEntry.amount_fen)).where(*own).group_by(LedgerEntry.fund)
    return dict.fromkeys(Fund, 0) | {fund: int(fen) for fund, fen in session.execute(rows)}


def reversed_among(session: Session, entries: Collection[int]) -> set[int]:
    """冲正: those of these lines of the ledger that another one took back."""
    own = aliased(LedgerEntry)
    return {
        key for key in session.scalars(select(own.reverses_id).where(own.reverses_id.in_(entries))) if key
    }
