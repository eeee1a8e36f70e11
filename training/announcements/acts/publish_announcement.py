from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.announcements.rules.texts import check_days
from training.announcements.terms import AnnouncementState
from training.announcements.views.own_place import find_to_change
from training.announcements.views.see_announcements import state_on
from training.database import insert_new
from training.errors import NotNow
from training.notice.clock import shanghai_day
from training.records.announcements import Announcement, AnnouncementPublication
from training.records.staff.staff import Staff


class NotADraft(NotNow):
    """It is published, withdrawn or replaced already."""

    def __init__(self, state: AnnouncementState):
        super().__init__(f"这条公告{state}，不能再发布；要改请写新的一版。")


def publish_announcement(session: Session, staff: Staff, public_id: UUID, *, now: datetime) -> Announcement:
    """From its first day on it is shown, and the version that it replaces is not.

    Raises NotFound, NotADraft or BadAnnouncement.
    """
    own, today = find_to_change(session, staff, public_id), shanghai_day(now)
    state = state_on(own, today)
    if state is not AnnouncementState.DRAFT:
        raise NotADraft(state)
    check_days(own.from_day, own.until_day, today)
    row = {
        "announcement_id": own.id,
        "published_by_id": staff.id,
        "published_by": staff.name,
        "published_at": now,
    }
    if not insert_new(session, AnnouncementPublication, [row]):
        raise NotADraft(AnnouncementState.SHOWN)
    return own
