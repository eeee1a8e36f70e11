from sqlalchemy.orm import Session

from training.outbox.acts.make_cards_due import make_cards_due
from training.records.chat import ChatCard
from training.records.checks.spot_checks import SpotCheck


def cards_are_due(session: Session, check: SpotCheck) -> None:
    """Something happened in the check: every inspector's card shows it soon."""
    make_cards_due(session, ChatCard.check_id == check.id)
