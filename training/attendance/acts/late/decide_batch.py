"""The district or the city accepts what waits, or does not; the school that hands it in never does (R43)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.views.late.waiting_batches import WaitingBatch, find_waiting_batch, is_decided
from training.database import insert_new
from training.errors import Next, NotFound, NotNow, NotYours
from training.notice.notes import read_reason
from training.notice.permissions import Permission, is_everywhere, may
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
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


class OfSeveralDistricts(NotYours):
    """It would credit classes of another district as well."""

    def __init__(self, number: int):
        super().__init__(f"批次 {number} 还涉及其他旗县区的班，请市级工作人员决定。")


@dataclass(frozen=True)
class BatchVerdict:
    """Accepted or not, and why: either is asked for later."""

    is_accepted: bool
    reason: str


def decide_batch(
    session: Session, staff: Staff, number: int, verdict: BatchVerdict, *, now: datetime
) -> WaitingBatch:
    """Once accepted its punches count, in hours and in reminders; else they never do. Said once.

    Raises NotFound, OfSeveralDistricts, ReasonMissing, TextTooLong or BatchDecided.
    """
    found = find_waiting_batch(session, staff, number)
    if not may(staff.role, Permission.ACCEPT_BATCHES):
        raise NotFound(f"待确认的批次 {number}")
    if not is_everywhere(staff.role, Permission.ACCEPT_BATCHES) and found.districts != (staff.district_id,):
        raise OfSeveralDistricts(number)
    reason = read_reason(verdict.reason, "接受批次" if verdict.is_accepted else "不接受批次")
    # What is still coming in for this batch waits for the decision, and then for one of its own.
    if is_decided(session, number):
        raise BatchDecided(find_waiting_batch(session, staff, number))
    row = {
        "batch_id": number,
        "is_accepted": verdict.is_accepted,
        "staff_id": staff.id,
        "reason": reason,
        "decided_at": now,
    }
    if not insert_new(session, BatchAcceptance, [row]):
        raise BatchDecided(find_waiting_batch(session, staff, number))
    decided = find_waiting_batch(session, staff, number)
    _tell_institution(session, decided, verdict, now)
    return decided


def _tell_institution(session: Session, found: WaitingBatch, verdict: BatchVerdict, now: datetime) -> None:
    what = f"{found.first_day} 至 {found.last_day} 的打卡，{found.waits_for}"
    became = "已被接受，计入学时" if verdict.is_accepted else "没有被接受，不计入学时"
    draft = AlertDraft(
        kind="batch_decided",
        dedupe_key=f"batch_decided:{found.number}",
        text=f"批次 {found.number}（{what}）{became}。原因：{verdict.reason.strip()}",
        audience=Audience.INSTITUTION,
        institution_id=found.institution.id,
    )
    raise_alert(session, draft, now=now)
