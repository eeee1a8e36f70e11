"""How many trainees are in the room at this moment (R38)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import find_running_check
from training.checks.views.load_check import load_check
from training.classes.views.active_roster import most_present
from training.errors import Next, NotRight
from training.records.checks.evidence import HeadCount
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


class BadHeadCount(NotRight):
    """More trainees than there are cannot be in the room."""

    leads_to = (Next.PROGRESS,)

    def __init__(self, most: int):
        super().__init__(f"到课人数应为 0 至 {most}（名册人数；教师和工作人员不计），请重新清点。")
        self.most = most


def count_heads(
    session: Session,
    staff: Staff,
    check_id: UUID,
    heads: int,
    *,
    client_key: str | None = None,
    now: datetime,
) -> CheckView:
    """Record a count of the whole class; the latest one holds.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, WrongMethod or BadHeadCount.
    """
    check = find_running_check(session, staff, check_id, CheckMethod.PHONE)
    most = most_present(session, check, now)
    if not 0 <= heads <= most:
        raise BadHeadCount(most)
    if not _is_known(session, check, client_key):
        session.add(
            HeadCount(
                check_id=check.id, heads=heads, counted_by=staff.name, counted_at=now, client_key=client_key
            )
        )
    return finish_act(session, staff, load_check(session, check, now))


def _is_known(session: Session, check: SpotCheck, client_key: str | None) -> bool:
    own = select(HeadCount.id).where(HeadCount.check_id == check.id, HeadCount.client_key == client_key)
    return client_key is not None and session.scalar(own) is not None
