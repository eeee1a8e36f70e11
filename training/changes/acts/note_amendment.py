"""The city takes note of a change that moves how often it checks the class (知悉, R40, R41)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.changes.views.see_amendments import is_told_to_the_city, see_amendment
from training.database import insert_new
from training.errors import NotFound, NotNow
from training.notice.permissions import Permission, may
from training.records.changes.amendments import AmendmentNoted
from training.records.staff.staff import Staff


class NothingToNote(NotNow):
    """The city is told of no such change, or it has not been approved."""

    def __init__(self) -> None:
        super().__init__("这件变更不用市本级知悉：只有已同意的总课时、就业重点群体变更才告知市本级。")


def note_amendment(session: Session, staff: Staff, amendment_id: UUID, *, now: datetime) -> None:
    """Once, by whoever is first; raises NotFound or NothingToNote."""
    asked = see_amendment(session, staff, amendment_id)
    if not may(staff.role, Permission.NOTE_CHANGES):
        raise NotFound("这件变更申请")
    if not is_told_to_the_city(asked):
        raise NothingToNote
    row = {"amendment_id": asked.id, "noted_by_id": staff.id, "noted_by": staff.name, "noted_at": now}
    insert_new(session, AmendmentNoted, [row])
    session.expire(asked, ["noted"])
