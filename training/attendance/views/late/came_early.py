from collections.abc import Set
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.attendance import clock_is_wrong
from training.attendance.views.late.crediting import is_untimely
from training.notice.policy import Policy
from training.records.attendance.punches import Punch


def came_early(
    session: Session, institution_id: int, policy: Policy, *, now: datetime
) -> Set[tuple[str, datetime, str]]:
    """The institution's punches whose time was not possible when they came, in whatever way, and is by now.

    Of each the number, the second and the machine.
    """
    whose = select(Punch.number, Punch.punched_at, Punch.device)
    idle = session.execute(whose.where(Punch.institution_id == institution_id, is_untimely()))
    return {
        (number, punched_at, device)
        for number, punched_at, device in idle
        if not clock_is_wrong(punched_at, now, policy)
    }
