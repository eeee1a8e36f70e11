from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.acts.enter_check import enter_check
from training.checks.views.find_check import checks_at
from training.records.chat import CheckFocus
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def show_in_chat(session: Session, staff: Staff, check: SpotCheck, *, now: datetime) -> None:
    """An answer shows this check: what is typed next is about it, while it runs and is of one's level."""
    own = select(CheckFocus.check_id).where(CheckFocus.staff_id == staff.id)
    if checks_at(staff) is check.level and check.ended_at is None and session.scalar(own) != check.id:
        enter_check(session, staff, check, now=now)
