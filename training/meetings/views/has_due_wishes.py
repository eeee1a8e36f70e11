"""What was asked of a meeting and is still to be done."""

from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from training.meetings.rules.meetings import LONGEST_REST
from training.meetings.terms import WishKind
from training.records.meetings.meetings import Meeting, MeetingWish
from training.records.moments import has_come


def due_wishes(now: datetime) -> Select[MeetingWish]:
    """Before the meeting is there nothing but its opening can be done."""
    is_known = and_(MeetingWish.kind == WishKind.MEMBERS, Meeting.conference_id.is_not(None))
    is_possible = or_(MeetingWish.kind == WishKind.OPEN, Meeting.opened_at.is_not(None), is_known)
    return (
        select(MeetingWish)
        .join(Meeting, MeetingWish.meeting_id == Meeting.id)
        .where(MeetingWish.settled_at.is_(None), has_come(MeetingWish.due_at, LONGEST_REST, now))
        .where(is_possible)
        .order_by(MeetingWish.id)
    )


def has_due_wishes(session: Session, *, now: datetime) -> bool:
    return session.scalar(due_wishes(now).with_only_columns(MeetingWish.id).limit(1)) is not None
