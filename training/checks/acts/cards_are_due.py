from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.outbox.acts.make_cards_due import make_cards_due
from training.records.chat import ChatCard
from training.records.checks.spot_checks import SpotCheck


def cards_are_due(session: Session, check_id: UUID) -> None:
    """Something happened in the check: every inspector's card shows it soon."""
    key = select(SpotCheck.id).where(SpotCheck.public_id == check_id).scalar_subquery()
    make_cards_due(session, ChatCard.check_id == key)
