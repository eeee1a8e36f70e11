"""督办 of a whole district and 公告, which are of no class (经办记录)."""

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, or_

from training.classes.views.within import within
from training.history.terms import Happened
from training.history.views.columns import NOTHING, Rows, of_no_class, row
from training.notice.permissions import Permission
from training.records.announcements import Announcement, AnnouncementPublication, AnnouncementWithdrawal
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.records.urging import Urging, UrgingStep


def _urged(staff: Staff) -> Rows:
    own = Urging
    rows = row(
        *(Happened.DISTRICT_URGED, own.urged_at, own.id, own.urged_by),
        *(District.name, own.text, own.first_due_on),
    ).join(District, own.district_id == District.id)
    return of_no_class(rows).where(_is_of_district(staff))


def _urging_moved(staff: Staff) -> Rows:
    own = UrgingStep
    rows = row(
        *(Happened.DISTRICT_URGING_MOVED, own.acted_at, own.id, own.acted_by),
        *(District.name, own.text, own.move),
    ).join(Urging, own.urging_id == Urging.id)
    return of_no_class(rows.join(District, Urging.district_id == District.id)).where(_is_of_district(staff))


def _announced(staff: Staff) -> Rows:
    own = AnnouncementPublication
    rows = row(Happened.ANNOUNCED, own.published_at, own.id, own.published_by, Announcement.title)
    return of_no_class(rows.join(Announcement, own.announcement_id == Announcement.id)).where(_is_seen(staff))


def _withdrawn(staff: Staff) -> Rows:
    own = AnnouncementWithdrawal
    rows = row(
        *(Happened.ANNOUNCEMENT_WITHDRAWN, own.withdrawn_at, own.id, own.withdrawn_by),
        *(Announcement.title, own.reason, NOTHING),
    ).join(Announcement, own.announcement_id == Announcement.id)
    was_out = Announcement.publication.has()
    return of_no_class(rows).where(_is_seen(staff), was_out)


def _is_of_district(staff: Staff) -> ColumnElement[bool]:
    """What is about a class stands among the acts of that class."""
    return Urging.class_id.is_(None) & within(staff, Permission.SEE_URGINGS, district=Urging.district_id)


def _is_seen(staff: Staff) -> ColumnElement[bool]:
    mine = within(staff, Permission.SEE_ANNOUNCEMENTS, district=Announcement.district_id)
    return or_(Announcement.district_id.is_(None), mine)


SUPERVISION: Mapping[Happened, tuple[Permission, Callable[[Staff], Rows]]] = {
    Happened.DISTRICT_URGED: (Permission.SEE_URGINGS, _urged),
    Happened.DISTRICT_URGING_MOVED: (Permission.SEE_URGINGS, _urging_moved),
    Happened.ANNOUNCED: (Permission.SEE_ANNOUNCEMENTS, _announced),
    Happened.ANNOUNCEMENT_WITHDRAWN: (Permission.SEE_ANNOUNCEMENTS, _withdrawn),
}
"""What one must be allowed to see for it, and the rows that somebody may read."""
