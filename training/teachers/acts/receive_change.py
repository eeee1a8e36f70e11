"""The district receives a change of teachers (备案回执, R64)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within_class
from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.records.teachers import TeacherChange, TeacherChangeReceipt
from training.teachers.rules.changing import AlreadyReceived


def receive_change(
    session: Session, staff: Staff, class_id: UUID, change_id: UUID, *, now: datetime
) -> TeacherChangeReceipt:
    """Once, by another hand than filed it; raises NotFound, SameHand or AlreadyReceived."""
    rows = (
        select(TeacherChange).join(TeacherChange.training_class).where(TeacherChange.public_id == change_id)
    )
    mine = TrainingClass.public_id == class_id, within_class(staff, Permission.REVIEW_TEACHERS)
    own = rows.where(*mine)
    held = own.with_for_update(of=TeacherChange).options(joinedload(TeacherChange.receipt))
    change = session.scalars(held.execution_options(populate_existing=True)).one_or_none()
    if change is None:
        raise NotFound("这件教师变更")
    if change.receipt is not None:
        raise AlreadyReceived(change.receipt.received_by)
    check_other_hand(session, Signature(change.filed_by_id, change.filed_at), staff, now=now)
    change.receipt = TeacherChangeReceipt(received_by_id=staff.id, received_by=staff.name, received_at=now)
    session.flush()
    return change.receipt
