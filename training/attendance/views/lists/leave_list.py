"""The leave in the classes that somebody may see, as a list asks for it (请假列表)."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session, contains_eager

from training.attendance.rules.leave_list import VIEW, LeaveView, leave_offer
from training.classes.views.lists.places import districts_to_choose
from training.classes.views.within import within_class
from training.listing.rules.listing import Listing, Offer
from training.listing.rules.places import DISTRICT
from training.listing.views.between import is_on
from training.listing.views.page_of import Column, Order
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.people.views.enrolments_called import enrolments_called
from training.records.attendance.leave import LeaveOfAbsence, LeaveRevocation
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff

ORDERS: Mapping[str, tuple[Column, ...]] = {
    "day": (LeaveOfAbsence.held_on, LeaveOfAbsence.id),
    "newest": (LeaveOfAbsence.id,),
}


def offered_leaves(session: Session, staff: Staff) -> Offer:
    """At most one statement."""
    return leave_offer(districts_to_choose(session, staff, Permission.SEE_CLASSES))


def listed_leaves(staff: Staff, listing: Listing, now: datetime) -> Select[LeaveOfAbsence]:
    """With who is on leave, in which class, and how it was taken back."""
    rows = _visible(staff).where(_in_view(listing.of(VIEW), shanghai_day(now)))
    rows = rows.where(*is_on(LeaveOfAbsence.held_on, listing))
    if district := listing.of(DISTRICT):
        rows = rows.where(TrainingClass.district_id == int(district))
    return rows.where(*(LeaveOfAbsence.enrolment_id.in_(each) for each in enrolments_called(staff, listing)))


def order_of_leaves(listing: Listing) -> Order:
    return Order(ORDERS[listing.sorted_by], listing.is_descending)


def _visible(staff: Staff) -> Select[LeaveOfAbsence]:
    own = select(LeaveOfAbsence).join(LeaveOfAbsence.enrolment).join(Enrolment.training_class)
    whose = contains_eager(LeaveOfAbsence.enrolment)
    loaded = own.outerjoin(LeaveOfAbsence.revocation).options(
        whose.joinedload(Enrolment.trainee),
        whose.contains_eager(Enrolment.training_class).joinedload(TrainingClass.institution),
        contains_eager(LeaveOfAbsence.revocation),
    )
    return loaded.where(within_class(staff, Permission.SEE_CLASSES))


def _in_view(view: str, today: date) -> ColumnElement[bool]:
    stands = LeaveRevocation.id.is_(None)
    conditions: Mapping[str, ColumnElement[bool]] = {
        LeaveView.TODAY: stands & (LeaveOfAbsence.held_on == today),
        LeaveView.STANDING: stands,
        LeaveView.REVOKED: ~stands,
    }
    return conditions.get(view, true())
