"""The city notes why checks that a class was owed cannot be done any more (R40, R42)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import NotFound, NotNow
from training.notice.notes import read_reason
from training.notice.permissions import Permission, may
from training.records.results import UncheckableNote
from training.records.staff.staff import Staff
from training.results.rules.signing import NotEndedYet
from training.results.rules.verdict import owes_checks
from training.results.views.facts_of_classes import facts_of_class
from training.results.views.see_result import find_class_of_result, has_ended


class NothingIsOwed(NotNow):
    """Every check was done, or the note is there."""

    def __init__(self) -> None:
        super().__init__("这个班没有欠的检查，或已写过无法检查的原因，不用再写；请刷新查看。")


def note_uncheckable(session: Session, staff: Staff, class_id: UUID, reason: str, *, now: datetime) -> None:
    """Once a class; the district then decides with a reason of its own.

    Raises NotFound, NotEndedYet, NothingIsOwed, ReasonMissing or TextTooLong.
    """
    own = find_class_of_result(session, staff, class_id)
    if not may(staff.role, Permission.NOTE_UNCHECKABLE):
        raise NotFound("这个班级")
    if not has_ended(own, now):
        raise NotEndedYet(own.ends_on)
    if not owes_checks(facts_of_class(session, own)):
        raise NothingIsOwed
    row = {
        "class_id": own.id,
        "reason": read_reason(reason, "说明无法检查"),
        "noted_by_id": staff.id,
        "noted_by": staff.name,
        "noted_at": now,
    }
    if not insert_new(session, UncheckableNote, [row]):
        raise NothingIsOwed
