from datetime import datetime

from sqlalchemy import and_, case, literal
from sqlalchemy.orm import Session

from training.chat.acts.take_due_cards import CardToDraw
from training.chat.acts.update_card import update_card
from training.outbox.rules.card_rest import CARD_REST
from training.records.chat import ChatCard


def note_drawn(session: Session, card: CardToDraw, shown: str, *, now: datetime) -> None:
    """It shows that; what happened since it was taken leaves it due, and where it is urgent, at once."""
    kind = ChatCard.leased_until.type
    rests = and_(ChatCard.changes != card.changes, ~ChatCard.is_urgent)
    until = case((rests, literal(now + CARD_REST, kind)), else_=literal(now, kind))
    update_card(session, card, {"shown": shown, "delivered_at": now, "leased_until": until})
