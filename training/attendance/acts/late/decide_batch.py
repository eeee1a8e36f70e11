from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.late.record_decision import BatchVerdict, record_decision
from training.attendance.acts.late.tell_decided import tell_decided
from training.attendance.views.late.batches_seen import WaitingBatch
from training.attendance.views.late.waiting_batches import find_waiting_batch
from training.records.staff.staff import Staff


def decide_batch(
    session: Session, staff: Staff, number: int, verdict: BatchVerdict, *, now: datetime
) -> WaitingBatch:
    """Once accepted its punches count, in hours and in reminders; else they never do. Said once.

    Raises NotFound, OfSeveralDistricts, ReasonMissing, TextTooLong or BatchDecided.
    """
    record_decision(session, staff, find_waiting_batch(session, staff, number), verdict, now=now)
    decided = find_waiting_batch(session, staff, number)
    tell_decided(session, [decided], verdict, now=now)
    return decided
