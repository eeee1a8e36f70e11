"""The cards that show a running check in the chats of its inspectors: due after every act, drawn by a bot."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session, joinedload

from training.database import insert_new
from training.records import CheckCard, SpotCheck, Staff
from training.services.check_views import CheckView
from training.services.see_check import see_check

LEASE = timedelta(seconds=30)
MOST_AT_ONCE = 20


@dataclass(frozen=True)
class CardToDraw:
    """What a card should show now; `shown` is the digest of what it shows already."""

    key: int
    public_id: UUID
    userid: str
    view: CheckView
    is_delivered: bool
    shown: str


def want_card(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> None:
    """Give this inspector a card of the check; there is never a second, which would go stale beside it."""
    key = session.scalars(select(SpotCheck.id).where(SpotCheck.public_id == check_id)).one()
    row = {"public_id": uuid4(), "check_id": key, "staff_id": staff.id, "is_due": True, "leased_until": now}
    if not insert_new(session, CheckCard, [row]):
        cards_are_due(session, check_id)


def cards_are_due(session: Session, check_id: UUID) -> None:
    """Something happened in the check: every inspector's card shows it soon."""
    key = select(SpotCheck.id).where(SpotCheck.public_id == check_id).scalar_subquery()
    session.execute(update(CheckCard).where(CheckCard.check_id == key).values(is_due=True))


def has_due_cards(session: Session, *, now: datetime) -> bool:
    return session.scalar(_due(now).with_only_columns(CheckCard.id).limit(1)) is not None


def take_due_cards(session: Session, *, now: datetime) -> list[CardToDraw]:
    """The cards to draw, held for half a minute; what happens meanwhile makes them due again."""
    taken = []
    for card in session.scalars(_due(now).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)):
        card.leased_until, card.is_due = now + LEASE, False
        staff = session.get_one(Staff, card.staff_id, options=[joinedload(Staff.district)])
        check = session.get_one(SpotCheck, card.check_id)
        if staff.dingtalk_id is not None:
            view = see_check(session, staff, check.public_id, now=now)
            is_delivered = card.delivered_at is not None
            taken.append(
                CardToDraw(card.id, card.public_id, staff.dingtalk_id, view, is_delivered, card.shown)
            )
    return taken


def note_drawn(session: Session, card: CardToDraw, shown: str, *, now: datetime) -> None:
    own = update(CheckCard).where(CheckCard.id == card.key)
    session.execute(own.values(shown=shown, delivered_at=now, leased_until=now))


def draw_later(session: Session, card: CardToDraw) -> None:
    """It could not be drawn; it is due again when the lease ends."""
    session.execute(update(CheckCard).where(CheckCard.id == card.key).values(is_due=True))


def _due(now: datetime) -> Select[CheckCard]:
    return select(CheckCard).where(CheckCard.is_due, CheckCard.leased_until <= now).order_by(CheckCard.id)
