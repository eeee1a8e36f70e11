"""The messages that somebody may see, as a list asks for them (短信列表)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session

from training.classes.views.within import within
from training.delivery.rules.message_list import (
    FIRST,
    LAST,
    STATES,
    TEMPLATE,
    UNDELIVERED,
    VIEW,
    message_offer,
)
from training.errors import NotFound, Refusal
from training.listing.rules.listing import Listing, Offer
from training.listing.rules.places import DISTRICT
from training.listing.views.page_of import Order
from training.notice.clock import SHANGHAI
from training.notice.identity import read_phone
from training.notice.permissions import Permission, is_everywhere
from training.outbox.terms import MessageState
from training.records.classes.districts import District
from training.records.outbox.messages import OutgoingMessage
from training.records.staff.staff import Staff

ONE_DAY = timedelta(days=1)


def offered_messages(session: Session, staff: Staff, templates: Mapping[str, str]) -> Offer:
    """Templates by key with their names. A district chooses among its own messages only."""
    districts: dict[str, str] = {}
    if is_everywhere(staff.role, Permission.SEE_MESSAGES):
        rows = session.execute(select(District.id, District.name).order_by(District.id))
        districts = {str(key): name for key, name in rows}
    return message_offer(templates, districts)


def visible_messages(staff: Staff) -> Select[OutgoingMessage]:
    """Those that a district caused; login codes, which none did, are the city's."""
    return select(OutgoingMessage).where(
        within(staff, Permission.SEE_MESSAGES, district=OutgoingMessage.district_id)
    )


def listed_messages(staff: Staff, listing: Listing) -> Select[OutgoingMessage]:
    rows = _narrowed(staff, listing)
    return rows.where(OutgoingMessage.state.in_(STATES[listing.of(VIEW) or UNDELIVERED]))


def count_messages(session: Session, staff: Staff, listing: Listing) -> dict[str, int]:
    """Of each saved view with the same conditions; one statement."""
    state = OutgoingMessage.state
    counted = _narrowed(staff, listing).with_only_columns(state, func.count()).group_by(state)
    by_state: dict[MessageState, int] = {state: count for state, count in session.execute(counted)}
    return {name: sum(by_state.get(each, 0) for each in states) for name, states in STATES.items()}


def order_of_messages(listing: Listing) -> Order:
    return Order((OutgoingMessage.id,), listing.is_descending)


def see_message(session: Session, staff: Staff, public_id: UUID) -> OutgoingMessage:
    """Raises NotFound."""
    own = visible_messages(staff).where(OutgoingMessage.public_id == public_id)
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这条短信")
    return found


def chosen_messages(session: Session, staff: Staff, keys: Sequence[UUID]) -> Sequence[OutgoingMessage]:
    """Of those that were ticked what this person may see, the oldest first."""
    own = visible_messages(staff).where(OutgoingMessage.public_id.in_(keys))
    return session.scalars(own.order_by(OutgoingMessage.id)).all()


def _narrowed(staff: Staff, listing: Listing) -> Select[OutgoingMessage]:
    rows = visible_messages(staff)
    if template := listing.of(TEMPLATE):
        rows = rows.where(OutgoingMessage.template == template)
    if district := listing.of(DISTRICT):
        rows = rows.where(OutgoingMessage.district_id == int(district))
    if first := listing.of(FIRST):
        rows = rows.where(OutgoingMessage.written_at >= _begin(first))
    if last := listing.of(LAST):
        rows = rows.where(OutgoingMessage.written_at < _begin(last) + ONE_DAY)
    return rows.where(_is_to(listing.search)) if listing.search else rows


def _is_to(typed: str) -> ColumnElement[bool]:
    """The whole number, for only its index is kept; anything else finds none."""
    try:
        return OutgoingMessage.phone_index == read_phone(typed)
    except Refusal:
        return false()


def _begin(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), SHANGHAI)
