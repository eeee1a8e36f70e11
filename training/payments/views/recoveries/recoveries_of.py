"""追回 of one line as its page shows it: what was demanded, what came in how many parts, what was undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.notice.clock import shanghai_day
from training.payments.rules.undoing import Demand
from training.payments.views.paid_of import reversed_among
from training.payments.views.recoveries.demands_of import demands_of
from training.payments.views.shown import said_for
from training.records.payments.payments import PaymentLine, Recovery, RecoveryReceipt
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class ShownReceipt:
    """Money that came."""

    ordinal: int
    amount_fen: int
    received_on: date
    voucher: str
    recorded_by: str
    is_undone: bool
    takes_another: bool
    """Whoever looks recorded it, and so does not undo it."""


@dataclass(frozen=True)
class ShownRecovery:
    """One demand, and what of the money came."""

    public_id: UUID
    amount_fen: int
    reason: str
    demanded_on: date
    demanded_by: str
    takes_another: bool
    """Whoever looks demanded it, and so neither receives it nor takes it back."""
    receipts: tuple[ShownReceipt, ...]
    left_fen: int
    """What is still to come."""
    withdrawn: str
    """Who took the rest of it back, when and why; empty where nobody did."""

    @property
    def returned_fen(self) -> int:
        return sum(each.amount_fen for each in self.receipts if not each.is_undone)

    @property
    def changes(self) -> int:
        """What became of it: receipts, those that were undone twice, and its 撤销."""
        return sum(1 + each.is_undone for each in self.receipts) + bool(self.withdrawn)


def recoveries_of(session: Session, staff: Staff, line: int) -> tuple[ShownRecovery, ...]:
    """Of the payment that counts; four statements, and one where nothing was demanded."""
    rows = select(Recovery).join(Recovery.payment_line).where(PaymentLine.live_line_id == line)
    whole = (selectinload(Recovery.receipts), joinedload(Recovery.withdrawal))
    found = session.scalars(rows.options(*whole).order_by(Recovery.ordinal)).all()
    if not found:
        return ()
    demands = demands_of(session, PaymentLine.live_line_id == line)
    back = reversed_among(session, [each.entry_id for one in found for each in one.receipts])
    return tuple(_recovery(staff, each, demands, back) for each in found)


def _recovery(staff: Staff, row: Recovery, demands: Mapping[int, Demand], back: set[int]) -> ShownRecovery:
    return ShownRecovery(
        public_id=row.public_id,
        amount_fen=row.amount_fen,
        reason=said_for(staff, row.reason),
        demanded_on=row.demanded_on,
        demanded_by=row.demanded_by,
        takes_another=row.demanded_by_id == staff.id,
        receipts=tuple(_receipt(staff, each, back) for each in row.receipts),
        left_fen=demands[row.id].left_fen,
        withdrawn=_withdrawn(staff, row),
    )


def _receipt(staff: Staff, row: RecoveryReceipt, back: set[int]) -> ShownReceipt:
    return ShownReceipt(
        ordinal=row.ordinal,
        amount_fen=row.amount_fen,
        received_on=row.received_on,
        voucher=row.voucher,
        recorded_by=row.recorded_by,
        is_undone=row.entry_id in back,
        takes_another=row.recorded_by_id == staff.id,
    )


def _withdrawn(staff: Staff, row: Recovery) -> str:
    own = row.withdrawal
    if own is None:
        return ""
    return f"{shanghai_day(own.noted_at)} {own.noted_by}：{said_for(staff, own.reason)}"
