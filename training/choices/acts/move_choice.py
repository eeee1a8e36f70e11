"""The city offers an industry or carrier no more, or again (R49, R50)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.choices.acts.note_choice import note_choice
from training.choices.rules.offering import ChoiceMoved
from training.choices.terms import ChoiceMove
from training.choices.views.hold_choice import hold_choice
from training.errors import NotFound
from training.notice.notes import read_reason
from training.records.projects import ProjectChoice
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class ChoiceStep:
    """What is done, and why; `seen` is the mark of what the page showed."""

    move: ChoiceMove
    reason: str
    seen: str


def move_choice(
    session: Session, staff: Staff, choice_id: int, step: ChoiceStep, *, now: datetime
) -> ProjectChoice:
    """What was planned or registered with it keeps it. Raises NotFound, ReasonMissing, TextTooLong or
    ChoiceMoved."""
    if step.move not in (ChoiceMove.TAKE_OFF, ChoiceMove.BRING_BACK):
        raise NotFound("这一步")
    reason = read_reason(step.reason, step.move)
    own = hold_choice(session, staff, choice_id, step.seen)
    if (own.closed_at is None) is not (step.move is ChoiceMove.TAKE_OFF):
        raise ChoiceMoved
    note_choice(session, own, step.move, reason, staff, now=now)
    return own
