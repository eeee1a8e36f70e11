"""Take an approved leave back (销假): the trainee came after all, or it was registered by mistake."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.terms import DayPart
from training.attendance.views.standing_leave import is_standing
from training.database import insert_new
from training.errors import NotNow
from training.notice.notes import read_reason
from training.records.attendance.leave import LeaveOfAbsence, LeaveRevocation
from training.records.classes.trainees import Enrolment


class NoSuchLeave(NotNow):
    """There is no leave that stands for that day or half day."""

    def __init__(self, held_on: date, part: DayPart, standing: list[DayPart]):
        others = f"；这一天登记的是：{'、'.join(standing)}" if standing else "；请核对日期"
        super().__init__(f"{held_on} {part}没有登记请假，或已经销假{others}。")


@dataclass(frozen=True)
class RevokedLeave:
    """Which leave, and why it no longer holds."""

    held_on: date
    part: DayPart
    reason: str


def revoke_leave(
    session: Session,
    enrolment: Enrolment,
    revoked: RevokedLeave,
    *,
    revoked_by: str,
    now: datetime,
) -> None:
    """Record that the leave no longer holds; raises NoSuchLeave, ReasonMissing or TextTooLong."""
    words, part = read_reason(revoked.reason, "销假"), revoked.part
    standing = {each.part: each.id for each in _standing(session, enrolment, revoked.held_on)}
    row = {"leave_id": standing.get(part), "reason": words, "revoked_by": revoked_by, "revoked_at": now}
    # Of two who take it back at once the second finds none.
    if part not in standing or not insert_new(session, LeaveRevocation, [row]):
        raise NoSuchLeave(revoked.held_on, part, [each for each in standing if each is not part])


def _standing(session: Session, enrolment: Enrolment, held_on: date) -> list[LeaveOfAbsence]:
    own = select(LeaveOfAbsence).where(
        LeaveOfAbsence.enrolment_id == enrolment.id, LeaveOfAbsence.held_on == held_on, is_standing()
    )
    return list(session.scalars(own))
