from sqlalchemy.orm import Session

from training.outbox.acts.wake_cards import wake_cards
from training.records.chat import ChatCard
from training.records.meetings.meetings import Meeting


def show_on_cards(session: Session, meeting: Meeting) -> None:
    """What the cards of the check tell has changed; not for every one who joins, as drawing costs a call."""
    wake_cards(session, ChatCard.check_id == meeting.check_id)
