from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.acts.enter_check import enter_check
from training.records.chat import CheckFocus
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def show_in_chat(session: Session, staff: Staff, check: SpotCheck, *, now: datetime) -> None:
    """An answer shows this check: what is typed next is about it, or asked about where it takes no act.

    One that has ended, or is of the other level, is shown no less: the check before it is meant no more.
    """
    own = select(CheckFocus.check_id).where(CheckFocus.staff_id == staff.id)
    if session.scalar(own) != check.id:
        enter_check(session, staff, check, now=now)
