"""What was paid of lines and came back, and what is left of each fund: flat, however many lines."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from training.notice.terms import Fund
from training.payments.rules.undoing import Demand
from training.payments.views.recoveries.demands_of import demands_by_part
from training.payments.views.shown import Paid
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.payments import Payment, PaymentLine


def paid_of(session: Session, keys: Collection[int]) -> dict[int, Paid]:
    """By line, of those that were paid and not undone; two statements."""
    columns = (PaymentLine.line_id, PaymentLine.id, PaymentLine.amount_fen, Payment.voucher, Payment.paid_on)
    rows = select(*columns).join(PaymentLine.payment).where(PaymentLine.live_line_id.in_(keys))
    found = session.execute(rows).all()
    demands = demands_by_part(session, [each.id for each in found])
    return {
        each.line_id: _paid(each.amount_fen, each.voucher, each.paid_on, demands.get(each.id, ()))
        for each in found
    }


def _paid(fen: int, voucher: str, paid_on: date, demands: Iterable[Demand]) -> Paid:
    own = tuple(demands)
    demanded, returned = sum(each.standing_fen for each in own), sum(each.returned_fen for each in own)
    return Paid(fen, voucher, paid_on, demanded, returned)


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
