"""The card that shows a running check in the chat of each of its inspectors: due after every act."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.outbox.acts.make_cards_due import make_cards_due
from training.records.chat import ChatCard
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def want_card(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> None:
    """Give this inspector a card of the check; there is never a second, which would go stale beside it."""
    key = session.scalars(select(SpotCheck.id).where(SpotCheck.public_id == check_id)).one()
    row = {"public_id": uuid4(), "check_id": key, "staff_id": staff.id, "is_due": True, "leased_until": now}
    if not insert_new(session, ChatCard, [row]):
        cards_are_due(session, check_id)


def cards_are_due(session: Session, check_id: UUID) -> None:
    """Something happened in the check: every inspector's card shows it soon."""
    key = select(SpotCheck.id).where(SpotCheck.public_id == check_id).scalar_subquery()
    make_cards_due(session, ChatCard.check_id == key)
