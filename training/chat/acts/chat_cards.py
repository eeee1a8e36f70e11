"""The cards in people's chats, of whatever they show: which are due, held by one bot while it draws them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, joinedload

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
    userid: str
    view: CheckView | ClaimCard
    is_delivered: bool
    shown: str
    changes: int
    """Of how many it will tell."""


def has_due_cards(session: Session, *, now: datetime) -> bool:
    return session.scalar(_due(now).with_only_columns(ChatCard.id).limit(1)) is not None


def take_due_cards(session: Session, *, now: datetime) -> list[CardToDraw]:
    """The cards to draw, held for half a minute; they stay due until they are drawn, should this bot die."""
    taken = []
    for card in session.scalars(_due(now).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)):
        staff = session.get_one(Staff, card.staff_id, options=[joinedload(Staff.district)])
        view = _view(session, card, staff, now)
        if staff.dingtalk_id is None or view is None:
            card.is_due = False
            continue
        card.leased_until = now + LEASE
        is_delivered = card.delivered_at is not None
        own = card.id, card.public_id, staff.dingtalk_id, view
        taken.append(CardToDraw(*own, is_delivered, card.shown, card.changes))
    return taken


def note_drawn(session: Session, card: CardToDraw, shown: str, *, now: datetime) -> None:
    """It shows that; what happened since it was taken leaves it due."""
    _update(session, card, {"shown": shown, "delivered_at": now, "leased_until": now})


def let_go(session: Session, card: CardToDraw) -> None:
    """It cannot be drawn as it is; what happened since it was taken leaves it due."""
    _update(session, card, {})


def _update(session: Session, card: CardToDraw, values: dict[str, object]) -> None:
    # One statement: of a row that was changed twice PostgreSQL asks its check again, which an act may hold.
    own = update(ChatCard).where(ChatCard.id == card.key)
    session.execute(own.values(**values, is_due=ChatCard.changes != card.changes))


def _view(session: Session, card: ChatCard, staff: Staff, now: datetime) -> CheckView | ClaimCard | None:
    """None where a claim that nobody was shown in time is no news any more."""
    if card.check_id is not None:
        check = session.get_one(SpotCheck, card.check_id)
        return see_check(session, staff, check.public_id, now=now)
    event = session.get_one(ClaimEvent, card.event_id)
    view = see_claim_card(session, staff, event, now=now)
    is_news = view.waits and now - event.acted_at < NEWS_FOR
    return view if is_news or card.delivered_at is not None else None


def _due(now: datetime) -> Select[ChatCard]:
    return select(ChatCard).where(ChatCard.is_due, ChatCard.leased_until <= now).order_by(ChatCard.id)
