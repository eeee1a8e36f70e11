"""The city offers another industry or carrier (等, R49, R50)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.choices.acts.note_choice import note_choice
from training.choices.rules.offering import read_name, say_taken
from training.choices.terms import ChoiceKind, ChoiceMove
from training.database import insert_new
from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.records.projects import ProjectChoice
from training.records.staff.staff import Staff


def add_choice(
    session: Session, staff: Staff, kind: ChoiceKind, name: str, reason: str = "", *, now: datetime
) -> ProjectChoice:
    """Raises NotFound or BadChoice, also where the name was taken off: then it is brought back."""
    if not may(staff.role, Permission.KEEP_CHOICES):
        raise NotFound("这个名单")
    said = read_name(name)
    is_new = insert_new(session, ProjectChoice, [{"kind": kind, "name": said, "added_by": staff.name}])
    named = select(ProjectChoice).where(ProjectChoice.kind == kind, ProjectChoice.name == said)
    own = session.scalars(named).one()
    if not is_new:
        raise say_taken(kind, said, is_open=own.closed_at is None)
    note_choice(session, own, ChoiceMove.ADD, reason, staff, now=now)
    return own
