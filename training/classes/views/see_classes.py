"""Which classes a member of staff may see: the city all, a district and an institution their own (R09)."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within_class
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


def visible_classes(staff: Staff) -> Select[TrainingClass]:
    """A query of the classes that this person may see; filter, order and page it as needed."""
    classes = select(TrainingClass).options(
        joinedload(TrainingClass.institution), joinedload(TrainingClass.district)
    )
    return classes.where(within_class(staff, Permission.SEE_CLASSES))


def see_class(session: Session, staff: Staff, public_id: UUID) -> TrainingClass:
    """The class, if this person may see it; what you may not see is not found (raises NotFound)."""
    found = session.scalars(visible_classes(staff).where(TrainingClass.public_id == public_id)).one_or_none()
    if found is None:
        raise NotFound("这个班级")
    return found
