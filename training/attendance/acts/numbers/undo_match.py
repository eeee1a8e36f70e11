"""A match that was wrong is taken back: the number of before holds again, and the row stays (R43)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.attendance.acts.numbers.give_number import give_number
from training.attendance.terms import MatchState
from training.attendance.views.numbers.see_matches import may_undo, see_match
from training.classes.views.imported_before import TURNS
from training.database import insert_new, wait_for_turn
from training.errors import NotFound, NotNow
from training.notice.notes import read_reason
from training.records.attendance.numbers import NumberMatch, NumberMatchUndoing
from training.records.staff.staff import Staff


class NothingToUndo(NotNow):
    """It does not count, or no more, or the person has yet another number since."""

    def __init__(self, state: MatchState):
        super().__init__(f"这条考勤号匹配{state}，或者学员的考勤号后来又变了，没有可以撤销的；请刷新查看。")


def undo_match(session: Session, staff: Staff, public_id: UUID, reason: str, *, now: datetime) -> NumberMatch:
    """One row against the other; the punches belong to nobody again.

    Raises NotFound, ReasonMissing, TextTooLong, NothingToUndo or NumberTaken.
    """
    match = see_match(session, staff, public_id)
    if not may_undo(staff, match, now=now):
        raise NotFound("可以撤销的考勤号匹配")
    row = {
        "match_id": match.id,
        "reason": read_reason(reason, "撤销匹配"),
        "undone_by_id": staff.id,
        "undone_by": staff.name,
        "undone_at": now,
    }
    wait_for_turn(session, TURNS["roster"])
    session.refresh(match.enrolment)
    has_it = match.enrolment.attendance_number == match.new_number
    if match.counts_since is None or not has_it or not insert_new(session, NumberMatchUndoing, [row]):
        raise NothingToUndo(match.state)
    session.expire(match, ["undoing"])
    give_number(session, match.enrolment, match.old_number)
    return match
