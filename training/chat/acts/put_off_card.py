from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.chat.acts.take_due_cards import CardToDraw
from training.records.chat import ChatCard

A_MOMENT = timedelta(seconds=2)


def put_off_card(
    session: Session, card: CardToDraw, pause: timedelta, *, may_be_there: bool, now: datetime
) -> None:
    """It stays due and is drawn again in a moment, or as late as the platform asks for.

    One that may be there is brought up to date whatever becomes of what it shows.
    """
    own = update(ChatCard).where(ChatCard.id == card.key)
    session.execute(own.values(leased_until=now + max(pause, A_MOMENT)))
    if may_be_there:
        session.execute(own.where(ChatCard.delivered_at.is_(None)).values(delivered_at=now))
