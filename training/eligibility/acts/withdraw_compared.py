from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.database import insert_new
from training.eligibility.acts.note_found_lines import note_found_lines
from training.eligibility.views.compared_lists import counting_list, find_compared, is_keeper_of
from training.errors import NotFound, NotNow
from training.notice.notes import read_reason
from training.records.staff.staff import Staff
from training.records.subsidies.compared import ComparedList, ComparedWithdrawal


class ListWithdrawn(NotNow):
    """Somebody was faster."""

    def __init__(self) -> None:
        super().__init__("这份名单已经撤回了；请刷新看最新状态。")


def withdraw_compared(
    session: Session, staff: Staff, public_id: UUID, reason: str, *, now: datetime
) -> ComparedList:
    """A list that was wrong counts for nothing any more, and the one before it counts again.

    Whom that one names is noted as if it had just come: what told of them may have been the wrong one.
    Raises NotFound, ReasonMissing, TextTooLong or ListWithdrawn.
    """
    own = find_compared(session, staff, public_id)
    if not is_keeper_of(staff, own):
        raise NotFound("可以由您撤回的这份比对名单")
    row = {
        "list_id": own.id,
        "reason": read_reason(reason, "撤回名单"),
        "noted_by_id": staff.id,
        "noted_by": staff.name,
        "noted_at": now,
    }
    if not insert_new(session, ComparedWithdrawal, [row]):
        raise ListWithdrawn
    session.execute(update(ComparedList).where(ComparedList.id == own.id).values(withdrawn_at=now))
    session.refresh(own)
    if counting := counting_list(session, own.kind, own.district_id):
        note_found_lines(session, counting, now=now)
    return own
