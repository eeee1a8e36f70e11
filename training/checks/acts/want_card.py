from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from training.checks.acts.cards_are_due import cards_are_due
from training.database import insert_new
from training.records.chat import ChatCard
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def want_card(session: Session, staff: Staff, check: SpotCheck, *, now: datetime) -> None:
    """Give this inspector a card of the check; there is never a second, which would go stale beside it."""
    row = {
        "public_id": uuid4(),
        "check_id": check.id,
        "staff_id": staff.id,
        "is_due": True,
        "leased_until": now,
    }
    if not insert_new(session, ChatCard, [row]):
        cards_are_due(session, check)
