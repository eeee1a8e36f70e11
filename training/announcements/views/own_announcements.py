"""The announcements that are for a trainee on a day, and which of them are still unread (R12)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from training.announcements.terms import Readers
from training.announcements.views.see_announcements import published
from training.errors import NotFound
from training.records.announcements import Announcement, AnnouncementReading
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment

MOST = 100


@dataclass(frozen=True)
class OwnAnnouncement:
    """One of them."""

    announcement: Announcement
    is_read: bool


def own_announcements(session: Session, trainee_id: int, today: date) -> list[OwnAnnouncement]:
    """The latest first, at most MOST; one statement."""
    rows = _for(trainee_id, today).add_columns(_reading(trainee_id)).order_by(Announcement.id.desc())
    return [OwnAnnouncement(own, is_read) for own, is_read in session.execute(rows.limit(MOST))]


def own_announcement(session: Session, trainee_id: int, public_id: UUID, today: date) -> Announcement:
    """Raises NotFound for what is another's, not out, or out no more."""
    own = _for(trainee_id, today).where(Announcement.public_id == public_id)
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这条公告")
    return found


def count_unread(session: Session, trainee_id: int, today: date) -> int:
    """One statement."""
    unread = _for(trainee_id, today).where(~_reading(trainee_id)).with_only_columns(func.count())
    return session.scalar(unread) or 0


def _for(trainee_id: int, today: date) -> Select[Announcement]:
    classes = (
        select(TrainingClass.id, TrainingClass.district_id)
        .join(Enrolment, Enrolment.class_id == TrainingClass.id)
        .where(Enrolment.trainee_id == trainee_id)
        .subquery()
    )
    of_place = and_(
        Announcement.readers == Readers.DISTRICT, Announcement.district_id.in_(select(classes.c.district_id))
    )
    of_class = and_(Announcement.readers == Readers.CLASS, Announcement.class_id.in_(select(classes.c.id)))
    is_for = or_(Announcement.readers == Readers.ALL, of_place, of_class)
    from_day = Announcement.from_day <= today
    until_day = or_(Announcement.until_day.is_(None), Announcement.until_day >= today)
    return published(today).where(is_for, from_day, until_day)


def _reading(trainee_id: int) -> ColumnElement[bool]:
    own = select(AnnouncementReading.id).where(AnnouncementReading.announcement_id == Announcement.id)
    return own.where(AnnouncementReading.trainee_id == trainee_id).correlate(Announcement).exists()
