from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.meetings.terms import WishKind
from training.records.meetings.meetings import Meeting, MeetingWish


def want(
    session: Session, meeting: Meeting, kind: WishKind, *, now: datetime, staff_id: int | None = None
) -> MeetingWish | None:
    """Wish it; None where the same is wished already."""
    row = {"meeting_id": meeting.id, "kind": kind, "staff_id": staff_id, "asked_at": now, "due_at": now}
    if not insert_new(session, MeetingWish, [row]):
        return None
    return session.scalars(_unsettled(meeting.id, [kind])).one()


def _unsettled(meeting_id: int, kinds: Collection[WishKind]) -> Select[MeetingWish]:
    own = select(MeetingWish).where(MeetingWish.meeting_id == meeting_id, MeetingWish.kind.in_(kinds))
    return own.where(MeetingWish.settled_at.is_(None))
