from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.acts.want_card import want_card
from training.database import insert_new
from training.records.chat import CheckFocus
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def enter_check(session: Session, staff: Staff, check: SpotCheck, *, now: datetime) -> None:
    """From now on this inspector's commands are about this check, and a card in the chat shows it."""
    row = {"staff_id": staff.id, "check_id": check.id, "entered_at": now}
    if not insert_new(session, CheckFocus, [row]):
        focus = session.scalars(select(CheckFocus).where(CheckFocus.staff_id == staff.id)).one()
        focus.check_id, focus.entered_at = check.id, now
        session.flush()
    if staff.chat_id is not None:
        want_card(session, staff, check, now=now)
