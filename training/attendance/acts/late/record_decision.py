"""The district or the city decides on what waits; the school that hands it in never does (R43)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.views.late.batches_seen import WaitingBatch
from training.attendance.views.late.waiting_batches import find_waiting_batch, is_decided
from training.database import insert_new
from training.errors import Next, NotFound, NotNow, NotYours
from training.notice.notes import read_reason
from training.notice.permissions import Permission, is_everywhere, may
from training.records.attendance.late import BatchAcceptance
from training.records.staff.staff import Staff


class BatchDecided(NotNow):
    """Somebody was faster; what they decided stands."""

    leads_to = (Next.HELP,)

    def __init__(self, found: WaitingBatch):
        decision = found.decision
        what = f"（{decision.staff.name}：{found.state}，原因：{decision.reason}）" if decision else ""
        super().__init__(
            f"批次 {found.number} 已经有人决定过{what}，以先决定的为准；发“批次 {found.number}”查看。"
        )


class BatchChanged(NotNow):
    """It holds other punches than those that were shown: more came in, or some came live since."""

    leads_to = (Next.HELP,)

    def __init__(self, which: str, shown: int, holds: int):
        super().__init__(
            f"{which}在您看过以后有变化：看到的是 {shown} 次打卡，现在是 {holds} 次。还没有决定，请再看一次。"
        )


class OfSeveralDistricts(NotYours):
    """It would credit classes of another district as well."""

    def __init__(self, number: int):
        super().__init__(f"批次 {number} 还涉及其他旗县区的班，请市级工作人员决定。")


@dataclass(frozen=True)
class BatchVerdict:
    """Accepted or not, and why: either is asked for later."""

    is_accepted: bool
    reason: str


def record_decision(
    session: Session, staff: Staff, found: WaitingBatch, verdict: BatchVerdict, *, now: datetime
) -> None:
    """One row for one batch; said once.

    Raises NotFound, OfSeveralDistricts, ReasonMissing, TextTooLong or BatchDecided.
    """
    if not may(staff.role, Permission.ACCEPT_BATCHES):
        raise NotFound(f"待确认的批次 {found.number}")
    if not is_everywhere(staff.role, Permission.ACCEPT_BATCHES) and found.districts != (staff.district_id,):
        raise OfSeveralDistricts(found.number)
    row = {
        "batch_id": found.number,
        "is_accepted": verdict.is_accepted,
        "staff_id": staff.id,
        "reason": read_reason(verdict.reason, "接受批次" if verdict.is_accepted else "不接受批次"),
        "decided_at": now,
    }
    # What is still coming in for this batch waits for the decision, and then for one of its own.
    if is_decided(session, found.number) or not insert_new(session, BatchAcceptance, [row]):
        raise BatchDecided(find_waiting_batch(session, staff, found.number))
