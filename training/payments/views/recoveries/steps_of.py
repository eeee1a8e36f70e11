"""办理记录 of one line: every act with it, and whose hand was in its money, with the line of the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.eligibility.terms import LineAct, LineState
from training.notice.money import yuan
from training.payments.views.shown import said_for
from training.records.ledgers.entries import LedgerEntry
from training.records.payments.payments import Payment, PaymentLine, Recovery, RecoveryReceipt
from training.records.payments.undoings import PaymentUndoing, UndoingDecision
from training.records.staff.staff import Staff
from training.records.subsidies.lines import LineEvent, SubsidyLine

ENDS = (LineAct.RECOVER, LineAct.UNDO, LineAct.UNDO_RECEIPT)
"""What follows from something of the money of the same moment, and is told after it."""


@dataclass(frozen=True)
class ShownEntry:
    """A line of the ledger: its key, and its number."""

    public_id: UUID
    number: str


@dataclass(frozen=True)
class ShownStep:
    """An act with the line, or somebody's hand in its money."""

    what: str
    state: LineState | None
    """None where the line stays where it is."""
    acted_by: str
    acted_at: datetime
    reason: str = ""
    entry: ShownEntry | None = None


@dataclass(frozen=True)
class _Money:
    """Of one line, also what was undone since; each the first first."""

    parts: Sequence[PaymentLine]
    undoings: Sequence[PaymentUndoing]
    reversals: Sequence[LedgerEntry]
    """Of receipts."""

    @property
    def agreed(self) -> list[UndoingDecision]:
        return [each.decision for each in self.undoings if each.decision and each.decision.is_agreed]

    @property
    def demands(self) -> Iterator[Recovery]:
        return (each for part in self.parts for each in part.recoveries)


def steps_of(
    session: Session, staff: Staff, line: SubsidyLine, events: Sequence[LineEvent]
) -> tuple[ShownStep, ...]:
    """`events`: the acts with it. In the order of moments; one statement where nothing was paid, else at most
    five."""
    money = _money_of(session, line)
    acts = [(each.act in ENDS, _act(staff, each, money, events)) for each in events]
    hands = [(False, each) for each in _hands(staff, money)]
    ordered = sorted([*acts, *hands], key=lambda each: (each[1].acted_at, each[0]))
    return tuple(step for _, step in ordered)


def _money_of(session: Session, line: SubsidyLine) -> _Money:
    receipts = selectinload(PaymentLine.recoveries).selectinload(Recovery.receipts)
    whole = (
        joinedload(PaymentLine.payment).joinedload(Payment.entry),
        selectinload(PaymentLine.recoveries).joinedload(Recovery.withdrawal),
        receipts.joinedload(RecoveryReceipt.entry),
    )
    own = select(PaymentLine).where(PaymentLine.line_id == line.id).options(*whole).order_by(PaymentLine.id)
    # Or the statements would depend on what of it another view of this page still holds.
    parts = session.scalars(own.execution_options(populate_existing=True)).all()
    entries = [one.entry_id for part in parts for each in part.recoveries for one in each.receipts]
    return _Money(parts, _undoings(session, parts), _reversals(session, entries))


def _undoings(session: Session, parts: Sequence[PaymentLine]) -> Sequence[PaymentUndoing]:
    if not parts:
        return ()
    rows = select(PaymentUndoing).where(PaymentUndoing.payment_id.in_([each.payment_id for each in parts]))
    whole = joinedload(PaymentUndoing.decision).joinedload(UndoingDecision.entry)
    return session.scalars(rows.options(whole).order_by(PaymentUndoing.id)).all()


def _reversals(session: Session, entries: Sequence[int]) -> Sequence[LedgerEntry]:
    if not entries:
        return ()
    rows = select(LedgerEntry).where(LedgerEntry.reverses_id.in_(entries))
    return session.scalars(rows.order_by(LedgerEntry.id)).all()


def _act(staff: Staff, row: LineEvent, money: _Money, events: Sequence[LineEvent]) -> ShownStep:
    """The first payment of the line is its first act 拨付, and so on; so with what was undone."""
    place = [each.ordinal for each in events if each.act is row.act].index(row.ordinal)
    entries: dict[LineAct, list[LedgerEntry | None]] = {
        LineAct.PAY: [each.payment.entry for each in money.parts],
        LineAct.UNDO: [each.entry for each in money.agreed],
        LineAct.UNDO_RECEIPT: list(money.reversals),
    }
    own = entries.get(row.act, [])[place : place + 1]
    reason = said_for(staff, row.reason)
    return ShownStep(row.act.value, row.state, row.acted_by, row.acted_at, reason, _entry(*own))


def _hands(staff: Staff, money: _Money) -> Iterator[ShownStep]:
    for each in money.demands:
        yield from _of_demand(staff, each)
    for asked in money.undoings:
        yield from _of_undoing(staff, asked)


def _of_demand(staff: Staff, row: Recovery) -> Iterator[ShownStep]:
    what, why = f"要求追回 {yuan(row.amount_fen)} 元", said_for(staff, row.reason)
    yield ShownStep(what, None, row.demanded_by, row.demanded_at, why)
    for came in row.receipts:
        what = f"到账 {yuan(came.amount_fen)} 元，回单 {came.voucher}"
        yield ShownStep(what, None, came.recorded_by, came.recorded_at, entry=_entry(came.entry))
    if said := row.withdrawal:
        yield ShownStep("撤销追回", None, said.noted_by, said.noted_at, said_for(staff, said.reason))


def _of_undoing(staff: Staff, row: PaymentUndoing) -> Iterator[ShownStep]:
    """That it was agreed to is an act of the line."""
    yield ShownStep("申请撤销登记", None, row.asked_by, row.asked_at, said_for(staff, row.reason))
    said = row.decision
    if said is not None and not said.is_agreed:
        yield ShownStep("不同意撤销登记", None, said.decided_by, said.decided_at, said_for(staff, said.note))


def _entry(own: LedgerEntry | None = None) -> ShownEntry | None:
    return ShownEntry(own.public_id, f"{own.year}-{own.ordinal}") if own else None
