"""The announcements that somebody of the office may publish and withdraw: those of the own place (R12)."""

from uuid import UUID

from sqlalchemy.orm import Session

from training.announcements.views.see_announcements import see_announcement
from training.errors import NotFound
from training.notice.permissions import Permission, is_everywhere, may
from training.records.announcements import Announcement
from training.records.staff.staff import Staff


def find_to_change(session: Session, staff: Staff, public_id: UUID) -> Announcement:
    """Raises NotFound."""
    own = see_announcement(session, staff, public_id)
    if not may_change(staff, own):
        raise NotFound("这条公告")
    return own


def may_change(staff: Staff, own: Announcement) -> bool:
    """A district only reads what the city wrote."""
    if not may(staff.role, Permission.WRITE_ANNOUNCEMENTS):
        return False
    is_city = is_everywhere(staff.role, Permission.WRITE_ANNOUNCEMENTS)
    return is_city or (not own.is_of_city and own.district_id == staff.district_id)
