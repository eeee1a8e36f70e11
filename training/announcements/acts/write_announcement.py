"""Somebody of the office writes an announcement, or a new version of one (公告, R12)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.announcements.rules.texts import BadAnnouncement, check_days, read_body, read_title
from training.announcements.terms import Readers
from training.announcements.views.own_place import find_to_change
from training.errors import NotFound, NotNow
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, is_everywhere, may
from training.records.announcements import Announcement
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.staff.staff import Staff


class HasSuccessor(NotNow):
    """There is a later version already."""

    def __init__(self) -> None:
        super().__init__("这条公告已经有新的一版，请在新的一版上改。")


@dataclass(frozen=True)
class AnnouncementDraft:
    """What it says, for whom, on which days, and which version it is to replace."""

    title: str
    body: str
    readers: Readers
    from_day: date
    until_day: date | None = None
    district: District | None = None
    about: TrainingClass | None = None
    replaces: UUID | None = None


def write_announcement(
    session: Session, staff: Staff, draft: AnnouncementDraft, *, now: datetime
) -> Announcement:
    """Keep it as a draft: nobody else sees it yet. Raises NotFound, BadAnnouncement or HasSuccessor."""
    if not may(staff.role, Permission.WRITE_ANNOUNCEMENTS):
        raise NotFound("公告")
    title, body = read_title(draft.title), read_body(draft.body)
    check_days(draft.from_day, draft.until_day, shanghai_day(now))
    about = draft.about if draft.readers is Readers.CLASS else None
    made = Announcement(
        title=title,
        body=body,
        readers=draft.readers,
        district_id=_district_of(staff, draft),
        is_of_city=is_everywhere(staff.role, Permission.WRITE_ANNOUNCEMENTS),
        class_id=about.id if about else None,
        institution_id=about.institution_id if about else None,
        from_day=draft.from_day,
        until_day=draft.until_day,
        replaces_id=_replaced(session, staff, draft.replaces),
        written_by_id=staff.id,
        written_by=staff.name,
        written_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _district_of(staff: Staff, draft: AnnouncementDraft) -> int | None:
    """A district writes for its own; the city for everywhere, one district or one class."""
    if draft.readers is Readers.CLASS:
        if draft.about is None:
            raise BadAnnouncement("请写班号：发给哪个班的学员。")
        return draft.about.district_id
    if not is_everywhere(staff.role, Permission.WRITE_ANNOUNCEMENTS):
        if draft.readers is Readers.ALL:
            raise BadAnnouncement("全体学员的公告由市级发布，请选本旗县区的学员或一个班。")
        return staff.district_id
    if draft.readers is Readers.DISTRICT:
        if draft.district is None:
            raise BadAnnouncement("请选旗县区：发给哪个旗县区的学员。")
        return draft.district.id
    return None


def _replaced(session: Session, staff: Staff, public_id: UUID | None) -> int | None:
    if public_id is None:
        return None
    old = find_to_change(session, staff, public_id)
    # Of two who write the next version at once the second waits here, and finds it.
    session.execute(select(Announcement.id).where(Announcement.id == old.id).with_for_update())
    if session.scalar(select(Announcement.id).where(Announcement.replaces_id == old.id)):
        raise HasSuccessor
    return old.id
