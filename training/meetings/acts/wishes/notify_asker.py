from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.records.meetings.meetings import MeetingNotice, MeetingWish


def notify_asker(session: Session, wish: MeetingWish, now: datetime) -> None:
    staff_id = wish.staff_id or wish.meeting.host_id
    row = {"wish_id": wish.id, "staff_id": staff_id, "written_at": now, "leased_until": now}
    insert_new(session, MeetingNotice, [row])
