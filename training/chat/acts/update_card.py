from sqlalchemy import update
from sqlalchemy.orm import Session

from training.chat.acts.take_due_cards import CardToDraw
from training.records.chat import ChatCard


def update_card(session: Session, card: CardToDraw, values: dict[str, object]) -> None:
    # One statement: of a row that was changed twice PostgreSQL asks its check again, which an act may hold.
    own = update(ChatCard).where(ChatCard.id == card.key)
    session.execute(own.values(**values, is_due=ChatCard.changes != card.changes))
