"""The class that somebody may change, and its hold while a request is made or decided."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.imported_before import TURNS
from training.classes.views.within import within_class
from training.database import wait_for_turn
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


def find_class_to_change(session: Session, staff: Staff, class_id: UUID) -> TrainingClass:
    """Of one's own institution or district; raises NotFound."""
    own = select(TrainingClass).where(TrainingClass.public_id == class_id)
    whole = own.options(joinedload(TrainingClass.institution), joinedload(TrainingClass.district))
    found = session.scalars(whole.where(within_class(staff, Permission.ASK_FOR_CHANGES))).one_or_none()
    if found is None:
        raise NotFound("这个班级")
    return found


def hold_class(session: Session, own: TrainingClass) -> None:
    """Until the transaction ends nobody else asks or decides for this class; then it is as it is now.

    Nor does a roster or timetable come in, of whatever class: what is checked is whether two classes share
    a person, a number or a half day.
    """
    wait_for_turn(session, TURNS["roster"])
    session.scalars(
        select(TrainingClass.id).where(TrainingClass.id == own.id).with_for_update(key_share=True)
    ).one()
    session.refresh(own)
