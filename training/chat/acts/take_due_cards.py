from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session, joinedload

from training.chat.views.has_due_cards import due_cards
from training.chat.views.see_claim_card import ClaimCard, see_claim_card
from training.checks.views.check_views import CheckView
from training.checks.views.see_check import see_check
from training.records.chat import ChatCard
from training.records.checks.spot_checks import SpotCheck
from training.records.claims.claims import ClaimEvent
from training.records.staff.staff import Staff

LEASE = timedelta(seconds=30)


MOST_AT_ONCE = 20


# Whoever begins with the chat later is not flooded: 待审 lists what waits, and an alert tells of it.
NEWS_FOR = timedelta(days=3)


@dataclass(frozen=True)
class CardToDraw:
    """What a card should show now; `shown` is the digest of what it shows already."""

    key: int
    public_id: UUID
    chat_id: str
    view: CheckView | ClaimCard
    is_delivered: bool
    shown: str
    changes: int
    """Of how many it will tell."""


def take_due_cards(session: Session, *, now: datetime) -> list[CardToDraw]:
    """The cards to draw, held for half a minute; they stay due until they are drawn, should this bot die."""
    taken = []
    for card in session.scalars(due_cards(now).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)):
        staff = session.get_one(Staff, card.staff_id, options=[joinedload(Staff.district)])
        view = _view(session, card, staff, now)
        if staff.chat_id is None or view is None:
            card.is_due = False
            continue
        card.leased_until = now + LEASE
        is_delivered = card.delivered_at is not None
        own = card.id, card.public_id, staff.chat_id, view
        taken.append(CardToDraw(*own, is_delivered, card.shown, card.changes))
    return taken


def _view(session: Session, card: ChatCard, staff: Staff, now: datetime) -> CheckView | ClaimCard | None:
    """None where a claim that nobody was shown in time is no news any more."""
    if card.check_id is not None:
        check = session.get_one(SpotCheck, card.check_id)
        return see_check(session, staff, check.public_id, now=now)
    event = session.get_one(ClaimEvent, card.event_id)
    view = see_claim_card(session, staff, event, now=now)
    is_news = view.waits and now - event.acted_at < NEWS_FOR
    return view if is_news or card.delivered_at is not None else None
