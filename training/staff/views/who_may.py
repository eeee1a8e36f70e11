from sqlalchemy import ColumnElement, and_, or_, true

from training.notice.permissions import GRANTS, Permission, Place
from training.records.staff.staff import Staff


def who_may(
    permission: Permission, *, district_id: int | None, institution_id: int | None
) -> ColumnElement[bool]:
    """Of the staff those who may do so with a thing that lies there: `within` seen from the other side."""
    reached = {
        Place.EVERYWHERE: true(),
        Place.OWN_DISTRICT: Staff.district_id == district_id,
        Place.OWN_INSTITUTION: Staff.institution_id == institution_id,
    }
    return or_(*(and_(Staff.role == role, reached[place]) for role, place in GRANTS[permission].items()))
