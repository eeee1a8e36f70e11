from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.late.record_decision import BatchChanged, BatchVerdict, record_decision
from training.attendance.acts.late.tell_decided import tell_decided
from training.attendance.views.late.batches_seen import WaitingBatch
from training.attendance.views.late.waiting_batches import find_waiting_batch, hold_batch
from training.records.staff.staff import Staff


def decide_batch(
    session: Session,
    staff: Staff,
    number: int,
    verdict: BatchVerdict,
    shown: int | None = None,
    *,
    now: datetime,
) -> WaitingBatch:
    """Once accepted its punches count, in hours and in reminders; else they never do. Said once.

    After a look `shown` says of how many punches. Raises NotFound, OfSeveralDistricts, ReasonMissing,
    TextTooLong, BatchDecided, or BatchChanged where it holds others by now.
    """
    hold_batch(session, number)
    found = find_waiting_batch(session, staff, number)
    if shown is not None and found.decision is None and found.punches != shown:
        raise BatchChanged(f"批次 {number} ", shown, found.punches)
    record_decision(session, staff, found, verdict, now=now)
    decided = find_waiting_batch(session, staff, number)
    tell_decided(session, [decided], verdict, now=now)
    return decided
