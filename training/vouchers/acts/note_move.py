from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.records.vouchers.vouchers import Voucher, VoucherEvent
from training.vouchers.terms import VoucherMove, VoucherState


@dataclass(frozen=True)
class Move:
    """One act with a voucher: what, where it stands after it, for which place in a class, and why."""

    kind: VoucherMove
    state: VoucherState
    enrolment_id: int | None
    """The place that it is about; None where it is about none."""
    reason: str = ""


@dataclass(frozen=True)
class Verdict:
    """What the second person says to what one asked for; why, where it stays as it is."""

    is_approved: bool
    note: str


def note_move(session: Session, own: Voucher, move: Move, staff: Staff, *, now: datetime) -> VoucherEvent:
    """Put the voucher where the move leads it, and keep who did it; the voucher's events are loaded."""
    ordinal = own.events[-1].ordinal + 1
    own.state = move.state
    is_spent = move.state in (VoucherState.USED, VoucherState.WRITTEN_OFF)
    own.used_enrolment_id = move.enrolment_id if is_spent else None
    made = VoucherEvent(
        voucher_id=own.id,
        ordinal=ordinal,
        move=move.kind,
        state=move.state,
        enrolment_id=move.enrolment_id,
        reason=move.reason,
        acted_by_id=staff.id,
        acted_by=staff.name,
        acted_at=now,
    )
    session.add(made)
    return made
