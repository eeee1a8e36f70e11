"""The announcements that somebody of the office sees: of the own place, and what the city published (R12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, with_expression

from training.announcements.rules.states import Standing, state_of
from training.announcements.terms import AnnouncementState
from training.announcements.views.replaced_on import replaced_on
from training.classes.views.within import within
from training.errors import NotFound
from training.listing.views.page_of import Order, Page, page_of
from training.notice.permissions import Permission, is_everywhere
from training.records.announcements import Announcement, AnnouncementPublication, AnnouncementReading
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff

A_PAGE = 50
_WITH = (
    joinedload(Announcement.district),
    joinedload(Announcement.training_class).joinedload(TrainingClass.district),
    joinedload(Announcement.publication),
    joinedload(Announcement.withdrawal),
    joinedload(Announcement.replaced_by),
    with_expression(Announcement.replaced_on, replaced_on()),
)


@dataclass(frozen=True)
class ReadBy:
    """How many opened it."""

    trainees: int = 0
    staff: int = 0


def list_announcements(session: Session, staff: Staff, place: str = "") -> Page[Announcement]:
    """The latest first, without drafts that a later version has taken the place of."""
    rows = select(Announcement).where(_seen(staff), _is_latest()).options(*_WITH)
    order = Order((Announcement.id,), is_descending=True)
    return page_of(session, rows, order, size=A_PAGE, place=place)


def see_announcement(session: Session, staff: Staff, public_id: UUID) -> Announcement:
    """Raises NotFound."""
    own = select(Announcement).where(_seen(staff), Announcement.public_id == public_id).options(*_WITH)
    found = session.scalars(own.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound("这条公告")
    return found


def readings_of(session: Session, found: Sequence[Announcement]) -> dict[int, ReadBy]:
    """By key; one statement."""
    reading = AnnouncementReading
    counts = (
        select(reading.announcement_id, func.count(reading.trainee_id), func.count(reading.staff_id))
        .where(reading.announcement_id.in_([each.id for each in found]))
        .group_by(reading.announcement_id)
    )
    return {key: ReadBy(trainees, staff) for key, trainees, staff in session.execute(counts)}


def state_on(own: Announcement, today: date) -> AnnouncementState:
    """`own` as these views load it."""
    return state_of(
        Standing(
            own.from_day,
            own.until_day,
            own.publication is not None,
            own.withdrawal is not None,
            own.replaced_on is not None and own.replaced_on <= today,
        ),
        today,
    )


def _seen(staff: Staff) -> ColumnElement[bool]:
    """Of one's own place; what the city published for all; drafts only where one may write."""
    places = {"district": Announcement.district_id, "institution": Announcement.institution_id}
    is_published = Announcement.publication.has()
    written = within(staff, Permission.WRITE_ANNOUNCEMENTS, district=Announcement.district_id)
    if not is_everywhere(staff.role, Permission.WRITE_ANNOUNCEMENTS):
        written = and_(written, ~Announcement.is_of_city)
    of_place = and_(within(staff, Permission.SEE_ANNOUNCEMENTS, **places), is_published)
    of_all = and_(Announcement.district_id.is_(None), is_published)
    return or_(written, of_place, of_all)


def _is_latest() -> ColumnElement[bool]:
    later = aliased(Announcement)
    is_draft = ~Announcement.publication.has() & ~Announcement.withdrawal.has()
    has_later = select(later.id).where(later.replaces_id == Announcement.id).correlate(Announcement).exists()
    return ~(is_draft & has_later)


def published(today: date) -> Select[Announcement]:
    """What is out, not withdrawn, and not replaced today or before; not yet by reader."""
    own = select(Announcement).join(
        AnnouncementPublication, AnnouncementPublication.announcement_id == Announcement.id
    )
    replaced = func.coalesce(replaced_on() <= today, false())
    return own.where(~Announcement.withdrawal.has(), ~replaced)
