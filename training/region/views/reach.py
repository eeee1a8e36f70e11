"""How far whoever hands in a file of the region's reaches."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.notice.permissions import Permission, Place, place_of
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile


def district_of_hand(session: Session, file: HandedFile) -> int | None:
    """The one district whose classes the file may speak of; None for all of them."""
    staff = session.scalars(select(Staff).where(Staff.id == file.staff_id)).one_or_none()
    if staff is None or place_of(staff.role, Permission.HAND_IN_REGION_TOTALS) is Place.EVERYWHERE:
        return None
    return staff.district_id
