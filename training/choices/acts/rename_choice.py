"""The city gives an industry or carrier another name; what was named before keeps its words (R49, R50)."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.choices.acts.add_choice import add_choice
from training.choices.acts.note_choice import note_choice
from training.choices.rules.offering import ChoiceMoved
from training.choices.terms import ChoiceMove
from training.choices.views.hold_choice import hold_choice
from training.records.projects import ProjectChoice
from training.records.staff.staff import Staff


def rename_choice(
    session: Session, staff: Staff, choice_id: int, name: str, seen: str, *, now: datetime
) -> ProjectChoice:
    """The new name is a row of its own, the old one is offered no more.

    Raises NotFound, ChoiceMoved or BadChoice.
    """
    own = hold_choice(session, staff, choice_id, seen)
    if own.closed_at is not None:
        raise ChoiceMoved
    made = add_choice(session, staff, own.kind, name, f"原名{own.name}", now=now)
    note_choice(session, own, ChoiceMove.RENAME, f"改为{made.name}", staff, now=now)
    return made
