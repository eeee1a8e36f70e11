"""The institutions with classes that somebody may see, as a list asks for them (培训机构列表)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from training.classes.rules.institution_list import DISTRICT, institution_offer
from training.classes.views.looked_after import looked_after
from training.classes.views.within import within_class
from training.errors import NotFound
from training.listing.rules.listing import Listing, Offer
from training.listing.terms import Kind
from training.listing.views.found_by import found_by
from training.listing.views.page_of import Column, Order
from training.notice.permissions import Permission, Place, place_of
from training.records.attendance.devices import Device
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District
from training.records.classes.trainees import Enrolment
from training.records.columns import BIGGEST_KEY
from training.records.staff.staff import Staff

ORDERS: Mapping[str, tuple[Column, ...]] = {
    "name": (Institution.name, Institution.id),
    "newest": (Institution.id,),
}


@dataclass(frozen=True)
class Numbers:
    """Of one institution: classes that run and all that this person may see, people in them, machines."""

    running: int = 0
    classes: int = 0
    people: int = 0
    machines: int = 0


def offered_institutions(session: Session, staff: Staff) -> Offer:
    mine = select(TrainingClass.district_id).where(within_class(staff, Permission.SEE_CLASSES))
    districts = select(District.id, District.name).where(District.id.in_(mine)).order_by(District.id)
    return institution_offer({str(key): name for key, name in session.execute(districts)})


def listed_institutions(staff: Staff, listing: Listing) -> Select[Institution]:
    rows = visible_institutions(staff)
    if district := listing.of(DISTRICT):
        there = select(TrainingClass.institution_id).where(TrainingClass.district_id == int(district))
        rows = rows.where(Institution.id.in_(there))
    return rows.where(
        *(Institution.id.in_(found_by(Kind.INSTITUTION, each)) for each in listing.search.split())
    )


def order_of_institutions(listing: Listing) -> Order:
    return Order(ORDERS[listing.sorted_by], listing.is_descending)


def visible_institutions(staff: Staff) -> Select[Institution]:
    """The city sees each, also one that has filed no class yet; a district those of its own too."""
    rows = select(Institution)
    if place_of(staff.role, Permission.SEE_CLASSES) is Place.EVERYWHERE:
        return rows
    held = select(TrainingClass.institution_id).where(within_class(staff, Permission.SEE_CLASSES))
    own = looked_after(staff, Permission.SEE_CLASSES).with_only_columns(Institution.id)
    return rows.where(or_(Institution.id.in_(held), Institution.id.in_(own)))


def see_institution(session: Session, staff: Staff, key: int) -> Institution:
    """Raises NotFound."""
    own = visible_institutions(staff).where(Institution.id == key)
    found = session.scalars(own).one_or_none() if key <= BIGGEST_KEY else None
    if found is None:
        raise NotFound("这个培训机构")
    return found


def numbers_of(
    session: Session, staff: Staff, institutions: Sequence[Institution], *, today: date
) -> dict[int, Numbers]:
    """Three statements, however many there are."""
    keys = [each.id for each in institutions]
    mine = within_class(staff, Permission.SEE_CLASSES) & TrainingClass.institution_id.in_(keys)
    runs = case(((TrainingClass.starts_on <= today) & (TrainingClass.ends_on >= today), 1), else_=0)
    of_classes = select(TrainingClass.institution_id, func.sum(runs), func.count()).where(mine)
    classes = session.execute(of_classes.group_by(TrainingClass.institution_id)).all()
    enrolled = select(TrainingClass.institution_id, func.count()).join(
        Enrolment, Enrolment.class_id == TrainingClass.id
    )
    people = _counted(session, enrolled.where(mine).group_by(TrainingClass.institution_id))
    of_machines = select(Device.institution_id, func.count()).where(
        Device.institution_id.in_(keys), Device.removed_at.is_(None)
    )
    machines = _counted(session, of_machines.group_by(Device.institution_id))
    counts = {key: (int(running), count) for key, running, count in classes}
    return {key: Numbers(*counts.get(key, (0, 0)), people.get(key, 0), machines.get(key, 0)) for key in keys}


def _counted(session: Session, rows: Select[int, int]) -> dict[int, int]:
    return {key: count for key, count in session.execute(rows)}
