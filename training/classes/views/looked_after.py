from sqlalchemy import Select, select

from training.classes.views.within import within
from training.notice.permissions import Permission
from training.records.classes.classes import Institution
from training.records.staff.staff import Staff


def looked_after(staff: Staff, permission: Permission) -> Select[Institution]:
    """The institutions in whose own affairs this person may do so; a district's belong to it."""
    places = {"district": Institution.district_id, "institution": Institution.id}
    return select(Institution).where(within(staff, permission, **places))
