from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.acts.want_card import want_card
from training.checks.views.find_check import checks_at
from training.database import insert_new
from training.records.chat import CheckFocus
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def enter_check(session: Session, staff: Staff, check: SpotCheck, *, now: datetime) -> None:
    """From now on this inspector's commands are about this check; while they may act in it, a card shows it.

    Entered again, it has been entered since the first time: only another check makes older words unclear.
    """
    row = {"staff_id": staff.id, "check_id": check.id, "entered_at": now}
    if not insert_new(session, CheckFocus, [row]):
        focus = session.scalars(select(CheckFocus).where(CheckFocus.staff_id == staff.id)).one()
        if focus.check_id != check.id:
            focus.check_id, focus.entered_at = check.id, now
            session.flush()
    if staff.chat_id is not None and check.ended_at is None and check.level is checks_at(staff):
        want_card(session, staff, check, now=now)
