"""Which classes a member of staff may see: the city all, a district and an institution their own (R09)."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.errors import NotFound
from training.notice.terms import Role
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


def visible_classes(staff: Staff) -> Select[TrainingClass]:
    """A query of the classes that this person may see; filter, order and page it as needed."""
    classes = select(TrainingClass).options(
        joinedload(TrainingClass.institution), joinedload(TrainingClass.district)
    )
    if staff.role is Role.DISTRICT:
        return classes.where(TrainingClass.district_id == staff.district_id)
    if staff.role is Role.INSTITUTION:
        return classes.where(TrainingClass.institution_id == staff.institution_id)
    return classes


def see_class(session: Session, staff: Staff, public_id: UUID) -> TrainingClass:
    """The class, if this person may see it; what you may not see is not found (raises NotFound)."""
    found = session.scalars(visible_classes(staff).where(TrainingClass.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound("这个班级")
    return found
