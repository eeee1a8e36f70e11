from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.views.find_staff import BadStaff


def take_back(session: Session, staff: Staff) -> None:
    """In service again, with new ways in only; raises BadStaff for those who never left."""
    if staff.left_at is None:
        raise BadStaff(f"“{staff.name}”没有离岗，不用恢复。")
    staff.left_at = None
    session.flush()
