"""One step on the way of something that is urged, taken by whoever is first."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import NotFound, NotNow
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.records.urging import Urging, UrgingStep
from training.urging.acts.tell_of_urging import tell_of_urging
from training.urging.rules.moves import check_day, moved
from training.urging.terms import UrgingMove
from training.urging.views.see_urgings import see_urging

MAY = {
    UrgingMove.ANSWER: Permission.ANSWER_URGING,
    UrgingMove.CLOSE: Permission.URGE,
    UrgingMove.REOPEN: Permission.URGE,
}


class UrgingMoved(NotNow):
    """Somebody did something about it since the page was opened."""

    def __init__(self) -> None:
        super().__init__("有人刚刚办过这件督办，请先看看新的经过再办。")


@dataclass(frozen=True)
class Step:
    """What is done and said; `seen` is how many steps the page showed, `due_on` a new day when sent back."""

    move: UrgingMove
    text: str
    seen: str
    due_on: date | None = None


def move_urging(session: Session, staff: Staff, public_id: UUID, step: Step, *, now: datetime) -> Urging:
    """Record the step and tell of it.

    Raises NotFound, ReasonMissing, TextTooLong, UrgingMoved, NotInThisState or DayIsOver.
    """
    own = see_urging(session, staff, public_id)
    if not may(staff.role, MAY[step.move]):
        raise NotFound("这件督办")
    text = read_reason(step.text, step.move)
    if step.seen != str(len(own.steps)):
        raise UrgingMoved
    follows = moved(own.state, step.move)
    due_on = step.due_on if step.move is UrgingMove.REOPEN else None
    if due_on is not None:
        check_day(due_on, shanghai_day(now))
    row = {
        "urging_id": own.id,
        "ordinal": len(own.steps) + 1,
        "move": step.move,
        "text": text,
        "due_on": due_on,
        "acted_by_id": staff.id,
        "acted_by": staff.name,
        "acted_at": now,
    }
    if not insert_new(session, UrgingStep, [row]):
        raise UrgingMoved
    values = {"state": follows, "due_on": due_on or own.due_on}
    session.execute(update(Urging).where(Urging.id == own.id).values(values))
    words = f"{{}}的督办{staff.name}{step.move}：{text}"
    tell_of_urging(session, own, f"urging_{step.move.name.lower()}", words, row["ordinal"], now=now)
    return see_urging(session, staff, public_id)
