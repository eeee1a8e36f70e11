from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.announcements.views.own_place import find_to_change
from training.database import insert_new
from training.errors import NotNow
from training.notice.notes import read_reason
from training.records.announcements import Announcement, AnnouncementWithdrawal
from training.records.staff.staff import Staff


class WithdrawnBefore(NotNow):
    """Somebody was faster."""

    def __init__(self) -> None:
        super().__init__("这条公告已经撤回，不用再撤。")


def withdraw_announcement(
    session: Session, staff: Staff, public_id: UUID, reason: str, *, now: datetime
) -> Announcement:
    """It is shown no more and stays on record; a draft as well.

    Raises NotFound, ReasonMissing, TextTooLong or WithdrawnBefore.
    """
    own = find_to_change(session, staff, public_id)
    row = {
        "announcement_id": own.id,
        "reason": read_reason(reason, "撤回公告"),
        "withdrawn_by_id": staff.id,
        "withdrawn_by": staff.name,
        "withdrawn_at": now,
    }
    if not insert_new(session, AnnouncementWithdrawal, [row]):
        raise WithdrawnBefore
    return own
