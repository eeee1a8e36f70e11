"""追回 of one line as its page shows it: what was demanded, what came in how many parts, what was undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.deputies.views.hands import Signature, is_other_hand
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
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


def recoveries_of(session: Session, staff: Staff, line: int, *, now: datetime) -> tuple[ShownRecovery, ...]:
    """Of the payment that counts; one statement where nothing was demanded."""
    rows = select(Recovery).join(Recovery.payment_line).where(PaymentLine.live_line_id == line)
    whole = (selectinload(Recovery.receipts), joinedload(Recovery.withdrawal))
    found = session.scalars(rows.options(*whole).order_by(Recovery.ordinal)).all()
    if not found:
        return ()
    demands = demands_of(session, PaymentLine.live_line_id == line)
    back = reversed_among(session, [each.entry_id for one in found for each in one.receipts])
    facts = _Facts(staff, demands, back, _signed_by_whom(session, staff, found, now))
    return tuple(_recovery(each, facts) for each in found)


@dataclass(frozen=True)
class _Facts:
    """What is shown of every demand: to whom, what came of it, what was undone, whose steps are their own."""

    staff: Staff
    demands: Mapping[int, Demand]
    back: set[int]
    own: set[Signature]


def _signed_by_whom(
    session: Session, staff: Staff, found: Sequence[Recovery], now: datetime
) -> set[Signature]:
    """Of the demands and receipts those of which this person is no other hand."""
    if not may(staff.role, Permission.RECORD_PAYMENTS):
        return set()
    signed = {_demanded(each) for each in found} | {_recorded(one) for each in found for one in each.receipts}
    return {each for each in signed if not is_other_hand(session, each, staff, now=now)}


def _demanded(row: Recovery) -> Signature:
    return Signature(row.demanded_by_id, row.demanded_at)


def _recorded(row: RecoveryReceipt) -> Signature:
    return Signature(row.recorded_by_id, row.recorded_at)


def _recovery(row: Recovery, facts: _Facts) -> ShownRecovery:
    return ShownRecovery(
        public_id=row.public_id,
        amount_fen=row.amount_fen,
        reason=said_for(facts.staff, row.reason),
        demanded_on=row.demanded_on,
        demanded_by=row.demanded_by,
        takes_another=_demanded(row) in facts.own,
        receipts=tuple(_receipt(each, facts) for each in row.receipts),
        left_fen=facts.demands[row.id].left_fen,
        withdrawn=_withdrawn(facts.staff, row),
    )


def _receipt(row: RecoveryReceipt, facts: _Facts) -> ShownReceipt:
    return ShownReceipt(
        ordinal=row.ordinal,
        amount_fen=row.amount_fen,
        received_on=row.received_on,
        voucher=row.voucher,
        recorded_by=row.recorded_by,
        is_undone=row.entry_id in facts.back,
        takes_another=_recorded(row) in facts.own,
    )


def _withdrawn(staff: Staff, row: Recovery) -> str:
    own = row.withdrawal
    if own is None:
        return ""
    return f"{shanghai_day(own.noted_at)} {own.noted_by}：{said_for(staff, own.reason)}"
