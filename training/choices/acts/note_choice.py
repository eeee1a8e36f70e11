from datetime import datetime

from sqlalchemy.orm import Session

from training.choices.terms import ChoiceMove
from training.records.projects import ProjectChoice, ProjectChoiceAct
from training.records.staff.staff import Staff


def note_choice(
    session: Session, own: ProjectChoice, move: ChoiceMove, reason: str, staff: Staff, *, now: datetime
) -> None:
    """One line of the history of a name; what is offered follows from it."""
    row = ProjectChoiceAct(
        choice_id=own.id,
        ordinal=len(own.acts) + 1,
        move=move,
        reason=reason,
        acted_by_id=staff.id,
        acted_by=staff.name,
        acted_at=now,
    )
    session.add(row)
    is_offered = move in (ChoiceMove.ADD, ChoiceMove.BRING_BACK)
    own.closed_by, own.closed_at = (None, None) if is_offered else (staff.name, now)
    session.flush()
    session.expire(own, ["acts"])
