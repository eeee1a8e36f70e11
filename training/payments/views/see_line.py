"""One person's subsidy: every act with it, what was paid, what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.eligibility.terms import LineAct, LineState
from training.eligibility.views.line_holds import against_claims
from training.payments.rules.objecting import after_report
from training.payments.views.carried.override_of import ShownOverride, override_of
from training.payments.views.find_meeting import find_line
from training.payments.views.found.found_of import ShownFound, found_of
from training.payments.views.found.hands_in_payment import hands_in_payment
from training.payments.views.objections_of import is_open, objections_of
from training.payments.views.recoveries.recoveries_of import ShownRecovery, recoveries_of
from training.payments.views.recoveries.steps_of import ShownStep, steps_of
from training.payments.views.see_meeting import show_lines, shown_publicity
from training.payments.views.shown import ShownLine, ShownPublicity, said_for
from training.records.payments.meetings import SubsidyMeeting
from training.records.payments.payments import Payment, PaymentLine
from training.records.staff.staff import Staff
from training.records.subsidies.lines import LineEvent, SubsidyLine
from training.records.subsidies.objections import LineObjection


@dataclass(frozen=True)
class ShownObjection:
    """One 异议, and how it ended."""

    public_id: UUID
    said: str
    noted_by: str
    noted_at: datetime
    received_on: date
    is_open: bool
    settled: LineAct | None
    """异议不成立 or 异议成立; None of one that is open, or that ended with its line."""
    finding: str


@dataclass(frozen=True)
class LineView:
    """As its page shows it."""

    line: ShownLine
    meeting_id: UUID
    meeting_number: str
    steps: tuple[ShownStep, ...]
    paid_on: date | None
    objections: tuple[ShownObjection, ...]
    recoveries: tuple[ShownRecovery, ...]
    found: tuple[ShownFound, ...]
    claim: UUID | None
    """Of C1."""
    against: tuple[str, ...]
    """Of C1, where it does not hold: why not."""
    publicity: ShownPublicity | None
    override: ShownOverride | None
    """What was found when it was carried over; None where nothing was."""
    may_settle: bool
    """Whoever looks neither recorded the payment nor demands a part of it back that has not come."""
    seen: str
    """How many acts, demands, and things that became of them there are of it."""

    @property
    def after_report(self) -> str:
        """What is done about a report that came after the publicity and is right."""
        return after_report(self.line.scheme, self.line.state)

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
    ).all()
    recoveries = recoveries_of(session, staff, found.id)
    hits = found_of(session, staff, found.id)
    paid_on = select(Payment.paid_on).join(Payment.lines).where(PaymentLine.live_line_id == found.id)
    return LineView(
        line=shown,
        meeting_id=meeting.public_id,
        meeting_number=meeting.number,
        steps=steps_of(session, staff, found, events),
        paid_on=session.scalar(paid_on),
        objections=tuple(_objection(staff, found, each) for each in objections_of(session, found)),
        recoveries=recoveries,
        found=hits,
        claim=found.claim.public_id if found.claim else None,
        against=against_claims(session, [found])[found.id] if found.claim and not shown.holds else (),
        publicity=shown_publicity(found.publicity, now) if found.publicity else None,
        override=override_of(staff, found, events),
        may_settle=_may_settle(session, staff, found, hits),
        seen=f"{shown.acts}-{sum(1 + each.changes for each in recoveries)}",
    )


def _may_settle(session: Session, staff: Staff, line: SubsidyLine, hits: Sequence[ShownFound]) -> bool:
    if line.state is not LineState.PAID or not any(each.waits for each in hits):
        return False
    return all(each.key != staff.id for each in hands_in_payment(session, line))


def _objection(staff: Staff, line: SubsidyLine, row: LineObjection) -> ShownObjection:
    event, settled = row.event, row.settled
    return ShownObjection(
        public_id=row.public_id,
        said=said_for(staff, event.reason),
        noted_by=event.acted_by,
        noted_at=event.acted_at,
        received_on=row.received_on,
        is_open=is_open(line, row),
        settled=settled.act if settled else None,
        finding=said_for(staff, settled.reason) if settled else "",
    )
