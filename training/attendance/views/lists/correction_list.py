"""The requests for corrections that somebody may see, as a list asks for them (补卡申请列表)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select, true
from sqlalchemy.orm import Session

from training.attendance.rules.correction_list import VIEW, CorrectionView, correction_offer
from training.attendance.views.corrections.see_corrections import visible_corrections
from training.classes.views.lists.places import districts_to_choose
from training.listing.rules.listing import Listing, Offer
from training.listing.rules.places import DISTRICT
from training.listing.views.between import is_on
from training.listing.views.page_of import Column, Order
from training.notice.permissions import Permission, may
from training.people.views.enrolments_called import enrolments_called
from training.records.attendance.corrections import CorrectionDecision, CorrectionReview, PunchCorrection
from training.records.classes.classes import Lesson, TrainingClass
from training.records.staff.staff import Staff

ORDERS: Mapping[str, tuple[Column, ...]] = {
    "lesson": (Lesson.held_on, PunchCorrection.id),
    "newest": (PunchCorrection.id,),
}


def offered_corrections(session: Session, staff: Staff) -> Offer:
    """At most one statement."""
    districts = districts_to_choose(session, staff, Permission.SEE_CORRECTIONS)
    return correction_offer(districts, sees_sample=may(staff.role, Permission.SEE_CHECKS))


def listed_corrections(staff: Staff, listing: Listing, now: datetime) -> Select[PunchCorrection]:
    """With everything that a line shows."""
    rows = _narrowed(staff, listing)
    return rows.where(_in_view(listing.of(VIEW)))


def count_corrections(session: Session, staff: Staff, listing: Listing) -> dict[str, int]:
    """Of each saved view with the same conditions; one statement."""
    views = list(CorrectionView)
    sums = [func.coalesce(func.sum(case((_in_view(each), 1), else_=0)), 0) for each in views]
    found = session.execute(_narrowed(staff, listing).with_only_columns(*sums)).one()
    return dict(zip(views, map(int, found), strict=True))


def order_of_corrections(listing: Listing) -> Order:
    return Order(ORDERS[listing.sorted_by], listing.is_descending)


def chosen_corrections(session: Session, staff: Staff, keys: Sequence[UUID]) -> Sequence[PunchCorrection]:
    """Of those that were ticked what this person may see, in the order of the lessons."""
    own = visible_corrections(staff).where(PunchCorrection.public_id.in_(keys))
    return session.scalars(own.order_by(Lesson.held_on, PunchCorrection.id)).all()


def _narrowed(staff: Staff, listing: Listing) -> Select[PunchCorrection]:
    rows = visible_corrections(staff).where(*is_on(Lesson.held_on, listing))
    if district := listing.of(DISTRICT):
        rows = rows.where(TrainingClass.district_id == int(district))
    return rows.where(*(PunchCorrection.enrolment_id.in_(each) for each in enrolments_called(staff, listing)))


def _in_view(view: str) -> ColumnElement[bool]:
    reviewed = select(CorrectionReview.id).where(CorrectionReview.decision_id == CorrectionDecision.id)
    conditions: Mapping[str, ColumnElement[bool]] = {
        CorrectionView.WAITING: CorrectionDecision.id.is_(None),
        CorrectionView.SAMPLED: CorrectionDecision.is_sampled.is_(True) & ~reviewed.exists(),
        CorrectionView.DECIDED: CorrectionDecision.id.is_not(None),
    }
    return conditions.get(view, true())
