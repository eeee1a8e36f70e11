"""A district says of which item of its plan a class is, or that it is of none (R03)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.views.within import within_class
from training.database import insert_new
from training.errors import NotFound, NotNow
from training.notice.notes import read_reason
from training.notice.permissions import Permission
from training.plans.views.plans_in_force import planned_of
from training.records.classes.classes import TrainingClass
from training.records.plans import ClassPlanChoice
from training.records.staff.staff import Staff


class ChosenBefore(NotNow):
    """Somebody was faster."""

    def __init__(self) -> None:
        super().__init__("有人刚刚改过这个班的计划项，请刷新看看。")


def choose_item(
    session: Session, staff: Staff, class_id: UUID, line: UUID | None, reason: str, *, now: datetime
) -> TrainingClass:
    """None: 计划外, which the notice allows. Raises NotFound, ReasonMissing, TextTooLong or ChosenBefore."""
    mine = TrainingClass.public_id == class_id, within_class(staff, Permission.WRITE_PLANS)
    own = session.scalars(select(TrainingClass).where(*mine)).one_or_none()
    if own is None:
        raise NotFound("这个班")
    plan = planned_of(session, [own])[own.id].plan
    if line is not None and line not in {each.line for each in (plan.items if plan else ())}:
        raise NotFound("这一项")
    had = select(func.count()).where(ClassPlanChoice.class_id == own.id)
    row = {
        "class_id": own.id,
        "ordinal": (session.scalar(had) or 0) + 1,
        "line": line,
        "reason": read_reason(reason, "归入计划项"),
        "chosen_by_id": staff.id,
        "chosen_by": staff.name,
        "chosen_at": now,
    }
    if not insert_new(session, ClassPlanChoice, [row]):
        raise ChosenBefore
    return own
