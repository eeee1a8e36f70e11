"""Something happened that cards in the chat do not show yet."""

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from training.records.chat import ChatCard


def make_cards_due(session: Session, which: ColumnElement[bool]) -> None:
    """Counted too, so that what happens while a bot draws a card is not taken for drawn."""
    own = update(ChatCard).where(which)
    session.execute(own.values(is_due=True, is_urgent=True, changes=ChatCard.changes + 1))
