"""Something happened that cards of checks do not show yet; they rest between two drawings."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, literal, or_, select, true, update
from sqlalchemy.orm import Session

from training.outbox.rules.card_rest import CardTimes, drawn_from
from training.records.chat import ChatCard


def wake_cards(session: Session, which: ColumnElement[bool], answered: int | None = None) -> None:
    """They are due, and drawn at once, but that of the staff `answered`: whoever was told in words can wait.

    Counted, so that what happens while a bot draws a card is not taken for drawn.
    """
    times = _new_times(session, which, answered)
    is_urgent = true() if answered is None else or_(ChatCard.is_urgent, ChatCard.staff_id != answered)
    own = update(ChatCard).where(which)
    session.execute(own.values(is_due=True, is_urgent=is_urgent, changes=ChatCard.changes + 1, **times))


def _new_times(
    session: Session, which: ColumnElement[bool], answered: int | None
) -> Mapping[str, ColumnElement[datetime]]:
    """Only where nothing has changed meanwhile: a bot may take the card for drawing at any moment."""
    seen = select(
        ChatCard.id, ChatCard.staff_id, ChatCard.is_due, ChatCard.leased_until, ChatCard.delivered_at
    )
    kind, whens = ChatCard.leased_until.type, []
    for key, staff_id, is_due, leased_until, delivered_at in session.execute(seen.where(which)):
        card = CardTimes(is_due, leased_until, delivered_at)
        at = drawn_from(card, is_answered=staff_id == answered)
        if at != leased_until:
            unchanged = and_(ChatCard.id == key, ChatCard.leased_until == leased_until)
            whens.append((unchanged, literal(at, kind)))
    return {"leased_until": case(*whens, else_=ChatCard.leased_until)} if whens else {}
