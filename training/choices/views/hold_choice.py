from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from training.choices.rules.offering import ChoiceMoved
from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.records.columns import BIGGEST_KEY
from training.records.projects import ProjectChoice
from training.records.staff.staff import Staff


def hold_choice(session: Session, staff: Staff, choice_id: int, seen: str) -> ProjectChoice:
    """Of two who change it at once the second waits here and is told; raises NotFound or ChoiceMoved."""
    rows = select(ProjectChoice).where(ProjectChoice.id == min(choice_id, BIGGEST_KEY)).with_for_update()
    whole = rows.options(selectinload(ProjectChoice.acts)).execution_options(populate_existing=True)
    own = session.scalars(whole).one_or_none() if may(staff.role, Permission.KEEP_CHOICES) else None
    if own is None:
        raise NotFound("这一项")
    if seen != str(len(own.acts)):
        raise ChoiceMoved
    return own
