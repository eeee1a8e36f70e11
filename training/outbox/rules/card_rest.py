"""When a card in the chat is drawn again: the month's plan counts every drawing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Ten calls at eighty seconds each take a quarter of an hour: three drawings in place of ten. A minute would
# save nothing at that pace, and whoever is called away for longer finds the card right on coming back.
CARD_REST = timedelta(minutes=5)


@dataclass(frozen=True)
class CardTimes:
    """What decides when a card is drawn."""

    is_due: bool
    leased_until: datetime
    delivered_at: datetime | None
    """Its latest drawing."""


def drawn_from(card: CardTimes, *, is_answered: bool) -> datetime:
    """From when it may be drawn, after something happened.

    Whoever did it and was answered in words knows already, so that card rests after its latest drawing; what
    anybody else has to be told ends the rest. A card that a bot is drawing, or for which the platform asked
    for patience, is left to that.
    """
    if card.delivered_at is None:
        return card.leased_until
    is_idle, rests_until = card.leased_until == card.delivered_at, card.delivered_at + CARD_REST
    if not is_idle and card.leased_until != rests_until:
        return card.leased_until
    if not is_answered:
        return card.delivered_at
    return card.leased_until if card.is_due else rests_until
