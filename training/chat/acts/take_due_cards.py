from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session, joinedload

from training.chat.views.has_due_cards import due_cards
from training.chat.views.see_claim_card import ClaimCard, see_claim_card
from training.checks.views.check_views import CheckView
from training.checks.views.find_check import visible_checks
from training.checks.views.load_check import LoadedCheck, load_check
from training.checks.views.see_check import view_of_loaded
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
    taken, checks = [], _Checks(session, now)
    for card in session.scalars(due_cards(now).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)):
        staff = session.get_one(Staff, card.staff_id, options=[joinedload(Staff.district)])
        view = checks.see(card.check_id, staff) if card.check_id else _of_claim(session, card, staff, now)
        if staff.chat_id is None or view is None:
            card.is_due = False
            continue
        card.leased_until, card.is_urgent = now + LEASE, False
        is_delivered = card.delivered_at is not None
        own = card.id, card.public_id, staff.chat_id, view
        taken.append(CardToDraw(*own, is_delivered, card.shown, card.changes))
    return taken


class _Checks:
    """Each is loaded once, however many inspectors' cards show it."""

    def __init__(self, session: Session, now: datetime):
        self._session, self._now = session, now
        self._loaded: dict[int, LoadedCheck] = {}

    def see(self, key: int, staff: Staff) -> CheckView | None:
        """None of a check that this person may no longer see."""
        own = visible_checks(staff).where(SpotCheck.id == key)
        check = self._session.scalars(own).one_or_none()
        if check is None:
            return None
        if key not in self._loaded:
            self._loaded[key] = load_check(self._session, check, self._now)
        return view_of_loaded(self._session, self._loaded[key], staff)


def _of_claim(session: Session, card: ChatCard, staff: Staff, now: datetime) -> ClaimCard | None:
    """None where a claim that nobody was shown in time is no news any more."""
    event = session.get_one(ClaimEvent, card.event_id)
    view = see_claim_card(session, staff, event, now=now)
    is_news = view.waits and now - event.acted_at < NEWS_FOR
    return view if is_news or card.delivered_at is not None else None
