"""The staff that somebody may read of, as a list asks for them (工作人员列表)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from training.listing.rules.listing import Listing, Offer
from training.listing.terms import Kind
from training.listing.views.found_by import found_by
from training.listing.views.page_of import Column, Order
from training.notice.permissions import Permission, is_everywhere
from training.records.classes.classes import Institution
from training.records.classes.districts import District
from training.records.staff.staff import Staff, StaffSession
from training.staff.rules.staff_list import DISTRICT, ROLE, VIEW, StaffView, staff_offer
from training.staff.views.managed import visible_staff

ORDERS: Mapping[str, tuple[Column, ...]] = {"name": (Staff.name, Staff.id), "newest": (Staff.id,)}


def offered_staff(session: Session, asker: Staff) -> Offer:
    """One statement; whose place is one district chooses none."""
    if not is_everywhere(asker.role, Permission.SEE_STAFF):
        return staff_offer({})
    districts = session.execute(select(District.id, District.name).order_by(District.id))
    return staff_offer({str(key): name for key, name in districts})


def listed_staff(asker: Staff, listing: Listing) -> Select[Staff]:
    rows = visible_staff(asker).where(*_of_filters(listing))
    return rows.where(*(Staff.id.in_(found_by(Kind.STAFF, each)) for each in listing.search.split()))


def order_of_staff(listing: Listing) -> Order:
    return Order(ORDERS[listing.sorted_by], listing.is_descending)


def last_seen(session: Session, people: Sequence[Staff]) -> dict[int, datetime]:
    """When each last used the desk; one statement."""
    keys = [each.id for each in people]
    own = select(StaffSession.staff_id, func.max(StaffSession.seen_at)).where(StaffSession.staff_id.in_(keys))
    return {key: seen for key, seen in session.execute(own.group_by(StaffSession.staff_id))}


def _of_filters(listing: Listing) -> Iterator[ColumnElement[bool]]:
    view = listing.of(VIEW)
    if view in (StaffView.IN_SERVICE, StaffView.NEVER_ENTERED):
        yield Staff.left_at.is_(None)
    if view == StaffView.NEVER_ENTERED:
        yield ~select(StaffSession.id).where(StaffSession.staff_id == Staff.id).exists()
    if view == StaffView.LEFT:
        yield Staff.left_at.is_not(None)
    if role := listing.of(ROLE):
        yield Staff.role.in_([role])
    if district := listing.of(DISTRICT):
        there = select(Institution.id).where(Institution.district_id == int(district))
        yield or_(Staff.district_id == int(district), Staff.institution_id.in_(there))
