"""One person's subsidy: every act with it, what was paid, what came back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.eligibility.terms import LineAct, LineState
from training.payments.views.find_meeting import find_line
from training.payments.views.see_meeting import show_lines
from training.payments.views.shown import ShownLine, said_for
from training.records.payments.meetings import SubsidyMeeting
from training.records.payments.payments import Payment, PaymentLine, Recovery
from training.records.staff.staff import Staff
from training.records.subsidies.lines import LineEvent


@dataclass(frozen=True)
class ShownAct:
    """One act with it."""

    act: LineAct
    state: LineState
    acted_by: str
    acted_at: datetime
    reason: str


@dataclass(frozen=True)
class ShownRecovery:
    """One demand, and whether the money came."""

    public_id: UUID
    amount_fen: int
    reason: str
    demanded_on: date
    demanded_by: str
    received_on: date | None
    voucher: str


@dataclass(frozen=True)
class LineView:
    """As its page shows it."""

    line: ShownLine
    meeting_id: UUID
    meeting_number: str
    acts: tuple[ShownAct, ...]
    paid_on: date | None
    recoveries: tuple[ShownRecovery, ...]
    seen: str
    """How many acts and demands there are of it."""

    @property
    def left_fen(self) -> int:
        """What was paid and is not demanded back."""
        return (self.line.paid_fen or 0) - self.line.demanded_fen


def see_line(session: Session, staff: Staff, line_id: UUID, *, now: datetime) -> LineView:
    """Of somebody whom a meeting granted money; raises NotFound."""
    found = find_line(session, staff, line_id)
    meeting = session.get_one(SubsidyMeeting, found.meeting_id)
    shown = show_lines(session, staff, [found], now=now)[0]
    events = session.scalars(
        select(LineEvent).where(LineEvent.line_id == found.id).order_by(LineEvent.ordinal)
    )
    recoveries = _recoveries(session, staff, found.id)
    paid_on = select(Payment.paid_on).join(Payment.lines).where(PaymentLine.line_id == found.id)
    return LineView(
        line=shown,
        meeting_id=meeting.public_id,
        meeting_number=meeting.number,
        acts=tuple(_act(staff, each) for each in events),
        paid_on=session.scalar(paid_on),
        recoveries=recoveries,
        seen=f"{shown.acts}-{len(recoveries)}",
    )


def _act(staff: Staff, row: LineEvent) -> ShownAct:
    return ShownAct(row.act, row.state, row.acted_by, row.acted_at, said_for(staff, row.reason))


def _recoveries(session: Session, staff: Staff, line: int) -> tuple[ShownRecovery, ...]:
    rows = select(Recovery).join(Recovery.payment_line).where(PaymentLine.line_id == line)
    found = session.scalars(rows.options(joinedload(Recovery.receipt)).order_by(Recovery.ordinal))
    return tuple(_recovery(staff, each) for each in found)


def _recovery(staff: Staff, row: Recovery) -> ShownRecovery:
    receipt = row.receipt
    return ShownRecovery(
        public_id=row.public_id,
        amount_fen=row.amount_fen,
        reason=said_for(staff, row.reason),
        demanded_on=row.demanded_on,
        demanded_by=row.demanded_by,
        received_on=receipt.received_on if receipt else None,
        voucher=receipt.voucher if receipt else "",
    )
