from sqlalchemy.orm import Session

from training.outbox.acts.wake_cards import wake_cards
from training.records.chat import ChatCard
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


def cards_are_due(session: Session, check: SpotCheck, answered: Staff | None = None) -> None:
    """Something happened in the check: every inspector's card shows it soon.

    That of whoever did it and was answered may rest a while, but never before its last word.
    """
    rests = answered.id if answered is not None and check.ended_at is None else None
    wake_cards(session, ChatCard.check_id == check.id, rests)
