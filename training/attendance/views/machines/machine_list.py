"""The machines that somebody may see, as a list asks for them (考勤机列表)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from training.attendance.rules.machine_list import (
    BARE,
    DISTRICT,
    IN_USE,
    NEVER,
    REMOVED,
    SILENT,
    VIEW,
    VIEWS,
    machine_offer,
)
from training.classes.views.looked_after import looked_after
from training.classes.views.within import within_class
from training.errors import NotFound
from training.listing.rules.listing import Listing, Offer
from training.listing.terms import Kind
from training.listing.views.found_by import found_by
from training.listing.views.page_of import Column, Order
from training.notice.permissions import Permission, Place, place_of
from training.notice.policy import Policy
from training.records.attendance.devices import Device
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District
from training.records.staff.staff import Staff

ORDERS: Mapping[str, tuple[Column, ...]] = {
    "place": (Institution.name, Device.class_room, Device.id),
    "heard": (func.coalesce(Device.last_seen_at, Device.registered_at), Device.id),
    "newest": (Device.id,),
}


def offered_machines(session: Session, staff: Staff) -> Offer:
    mine = select(TrainingClass.district_id).where(within_class(staff, Permission.SEE_MACHINES))
    districts = select(District.id, District.name).where(District.id.in_(mine)).order_by(District.id)
    return machine_offer({str(key): name for key, name in session.execute(districts)})


def listed_machines(staff: Staff, listing: Listing, policy: Policy, now: datetime) -> Select[Device]:
    """With their institution loaded."""
    rows = _narrowed(staff, listing).where(_views(policy, now)[listing.of(VIEW) or IN_USE])
    return rows.options(joinedload(Device.institution))


def count_machines(
    session: Session, staff: Staff, listing: Listing, policy: Policy, *, now: datetime
) -> dict[str, int]:
    """Of each saved view with the same search and district; one statement."""
    views = _views(policy, now)
    sums = [func.coalesce(func.sum(case((views[name], 1), else_=0)), 0) for name in VIEWS]
    found = session.execute(_narrowed(staff, listing).with_only_columns(*sums)).one()
    return dict(zip(VIEWS, map(int, found), strict=True))


def order_of_machines(listing: Listing) -> Order:
    return Order(ORDERS[listing.sorted_by], listing.is_descending)


def see_machine(session: Session, staff: Staff, key: int, permission: Permission) -> Device:
    """The machine, also one that is used no more, if this person may do so with it; raises NotFound."""
    own = select(Device).where(Device.id == key, is_machine_of(staff, permission))
    found = session.scalars(own.options(joinedload(Device.institution))).one_or_none()
    if found is None:
        raise NotFound("这台考勤机")
    return found


def _narrowed(staff: Staff, listing: Listing) -> Select[Device]:
    rows = select(Device).join(Device.institution).where(is_machine_of(staff, Permission.SEE_MACHINES))
    if district := listing.of(DISTRICT):
        there = select(TrainingClass.institution_id).where(TrainingClass.district_id == int(district))
        rows = rows.where(Device.institution_id.in_(there))
    return rows.where(*(_is_called(each) for each in listing.search.split()))


def is_machine_of(staff: Staff, permission: Permission) -> ColumnElement[bool]:
    """A machine has no district: one has those of its own institutions, and of those with classes in it."""
    place = place_of(staff.role, permission)
    if place is Place.EVERYWHERE:
        return true()
    if place is Place.OWN_INSTITUTION:
        return Device.institution_id == staff.institution_id
    held = select(TrainingClass.institution_id).where(within_class(staff, permission))
    own = looked_after(staff, permission).with_only_columns(Institution.id)
    return or_(Device.institution_id.in_(held), Device.institution_id.in_(own))


def _is_called(typed: str) -> ColumnElement[bool]:
    return or_(
        Device.serial.icontains(typed, autoescape=True),
        Device.number == typed,
        Device.class_room.icontains(typed, autoescape=True),
        Device.institution_id.in_(found_by(Kind.INSTITUTION, typed)),
    )


def _views(policy: Policy, now: datetime) -> Mapping[str, ColumnElement[bool]]:
    in_use = Device.removed_at.is_(None)
    return {
        IN_USE: in_use,
        SILENT: and_(in_use, Device.last_seen_at < now - policy.device_silent),
        NEVER: and_(in_use, Device.last_seen_at.is_(None)),
        BARE: and_(in_use, _is_bare()),
        REMOVED: Device.removed_at.is_not(None),
    }


def _is_bare() -> ColumnElement[bool]:
    """`not agreed_with(device).is_something`."""
    return and_(
        Device.secret_digest.is_(None),
        Device.own_host_digest.is_(None),
        Device.own_port.is_(None),
        Device.pinned_networks == "",
    )
