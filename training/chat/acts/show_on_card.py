from uuid import UUID

from sqlalchemy.orm import Session

from training.outbox.acts.wake_cards import wake_cards
from training.records.chat import ChatCard


def show_on_card(session: Session, card_id: str) -> None:
    """Somebody pressed a button of this card and looks at it: what came of that is drawn at once."""
    try:
        public_id = UUID(card_id)
    except ValueError:
        return
    wake_cards(session, ChatCard.public_id == public_id)
