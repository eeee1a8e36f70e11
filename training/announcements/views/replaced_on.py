"""From when on another version stands in the place of one, however many drafts lie between (R12)."""

from datetime import date

from sqlalchemy import ScalarSelect, func, or_, select

from training.records.announcements import Announcement, AnnouncementPublication, AnnouncementWithdrawal
from training.records.moments import DayOf


def replaced_on() -> ScalarSelect[date]:
    """Of the `Announcement` of a query: none of one that nothing replaces.

    What was withdrawn before its first day never took a place.
    """
    own, withdrawal = Announcement.__table__.alias(), AnnouncementWithdrawal
    took = or_(withdrawal.id.is_(None), DayOf(withdrawal.withdrawn_at) >= own.c.from_day)
    replaced = (
        select(own.c.replaces_id.label("id"), own.c.from_day.label("from_day"))
        .join(AnnouncementPublication, AnnouncementPublication.announcement_id == own.c.id)
        .outerjoin(withdrawal, withdrawal.announcement_id == own.c.id)
        .where(own.c.replaces_id.is_not(None), took)
        .cte("replaced", recursive=True)
    )
    before = Announcement.__table__.alias()
    replaced = replaced.union(
        select(before.c.replaces_id, replaced.c.from_day)
        .join(replaced, replaced.c.id == before.c.id)
        .where(before.c.replaces_id.is_not(None))
    )
    first = select(func.min(replaced.c.from_day)).where(replaced.c.id == Announcement.id)
    return first.correlate(Announcement).scalar_subquery()
