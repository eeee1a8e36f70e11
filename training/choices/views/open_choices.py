"""The lists as they are: what may be chosen, and what was done with each name."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from training.choices.terms import ChoiceKind
from training.records.projects import ProjectChoice


def open_choices(session: Session, kind: ChoiceKind) -> list[str]:
    """What may be chosen now, in the order in which it was listed."""
    rows = select(ProjectChoice.name).where(ProjectChoice.kind == kind, ProjectChoice.closed_at.is_(None))
    return list(session.scalars(rows.order_by(ProjectChoice.id)))


def list_choices(session: Session) -> Sequence[ProjectChoice]:
    """Of both lists, with their acts; those that are offered first."""
    rows = select(ProjectChoice).options(selectinload(ProjectChoice.acts))
    return session.scalars(rows.order_by(ProjectChoice.closed_at.is_not(None), ProjectChoice.id)).all()
