from sqlalchemy.orm import Session

from training.chat.acts.take_due_cards import CardToDraw
from training.chat.acts.update_card import update_card


def let_go(session: Session, card: CardToDraw) -> None:
    """It cannot be drawn as it is; what happened since it was taken leaves it due."""
    update_card(session, card, {})
