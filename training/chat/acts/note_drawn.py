from datetime import datetime

from sqlalchemy.orm import Session

from training.chat.acts.take_due_cards import CardToDraw
from training.chat.acts.update_card import update_card


def note_drawn(session: Session, card: CardToDraw, shown: str, *, now: datetime) -> None:
    """It shows that; what happened since it was taken leaves it due."""
    update_card(session, card, {"shown": shown, "delivered_at": now, "leased_until": now})
