"""A member of staff by name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.errors import NotFound, NotRight
from training.records.staff.staff import Staff
from training.staff.rules.left_words import left_words


def find_staff(session: Session, name: str) -> Staff:
    """In service or not; raises NotFound."""
    found = session.scalars(select(Staff).where(Staff.name == name)).one_or_none()
    if found is None:
        raise NotFound(f"工作人员“{name}”")
    return found


def find_staff_in_service(session: Session, name: str) -> Staff:
    """Who may be given a way in; raises NotFound, and BadStaff for those who left."""
    found = find_staff(session, name)
    if found.left_at is not None:
        left = left_words(found.name, found.left_at)
        raise BadStaff(f"{left}；如已回来，请先在工作台“工作人员”里恢复。")
    return found


class BadStaff(NotRight):
    """The registration contradicts itself or another."""
