from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from training.classes.views.find_class import find_institution
from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission, Place, place_of
from training.records.classes.classes import Institution, TrainingClass
from training.records.staff.staff import Staff


def reached_school(session: Session, staff: Staff, name: str, permission: Permission) -> Institution:
    """Who is of an institution has that one; else the one of that name, if this person reaches a class of it.

    Raises NotFound or SeveralFound.
    """
    place = place_of(staff.role, permission)
    if place is Place.OWN_INSTITUTION:
        return session.get_one(Institution, staff.institution_id)
    found = find_institution(session, name)
    here = exists().where(TrainingClass.institution_id == found.id, within_class(staff, permission))
    if place is not Place.EVERYWHERE and not session.scalar(select(here)):
        raise NotFound(f"培训机构“{name}”")
    return found
