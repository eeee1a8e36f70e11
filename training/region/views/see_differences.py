"""Where the two systems differ, as far as somebody of the office sees it: the oldest first (R05)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from training.classes.views.lists.places import classes_called, districts_to_choose
from training.classes.views.within import within
from training.errors import NotFound
from training.listing.rules.listing import Listing, Offer
from training.listing.rules.places import DISTRICT
from training.listing.views.found_by import is_any_of
from training.listing.views.page_of import Order
from training.notice.permissions import Permission, is_everywhere, may
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.exchange.region import Difference
from training.records.staff.staff import Staff
from training.region.rules.difference_list import FIELD, VIEW, DifferenceView, difference_offer
from training.region.terms import Field

IS_OPEN = Difference.open_key.is_not(None)
CONDITIONS: Mapping[str, ColumnElement[bool]] = {
    DifferenceView.OPEN: IS_OPEN,
    DifferenceView.SETTLED: Difference.open_key.is_(None),
    DifferenceView.ALL: true(),
}


def offered_differences(session: Session, staff: Staff) -> Offer:
    return difference_offer(districts_to_choose(session, staff, Permission.SEE_REGION))


def listed_differences(staff: Staff, listing: Listing, now: datetime) -> Select[Difference]:
    """With all that a line says."""
    view = CONDITIONS[listing.of(VIEW) or DifferenceView.ALL]
    return _narrowed(staff, listing).where(view).options(*WHOLE)


def count_differences(session: Session, staff: Staff, listing: Listing) -> dict[str, int]:
    """Of each saved view with the same search and filters; one statement."""
    sums = [func.coalesce(func.sum(case((each, 1), else_=0)), 0) for each in CONDITIONS.values()]
    found = session.execute(_narrowed(staff, listing).with_only_columns(*sums)).one()
    return dict(zip(CONDITIONS, map(int, found), strict=True))


def order_of_differences(listing: Listing) -> Order:
    return Order((Difference.found_at, Difference.id), listing.is_descending)


def see_difference(session: Session, staff: Staff, public_id: UUID) -> Difference:
    """One that this person sees; raises NotFound."""
    return _found(session, public_id, _is_mine(staff, Permission.SEE_REGION))


def see_difference_to_settle(session: Session, staff: Staff, public_id: UUID) -> Difference:
    """One of those that this person settles; raises NotFound."""
    return _found(session, public_id, _is_to_settle(staff))


def may_settle(staff: Staff, own: Difference) -> bool:
    """Whether this person settles it while it is open: the city what is of no district."""
    if not may(staff.role, Permission.SETTLE_REGION):
        return False
    is_city = is_everywhere(staff.role, Permission.SETTLE_REGION)
    return own.district_id == (None if is_city else staff.district_id)


def said_before(session: Session, own: Difference) -> Sequence[Difference]:
    """The earlier rows of the same field of the same subject, the latest first."""
    place = (Difference.scope == own.scope, Difference.subject == own.subject, Difference.field == own.field)
    rows = select(Difference).where(*place, Difference.ordinal < own.ordinal).options(*WHOLE)
    return session.scalars(rows.order_by(Difference.ordinal.desc())).all()


def differences_of_class(session: Session, own: TrainingClass) -> Sequence[Difference]:
    """Those that are open, of the class first and then of its people."""
    rows = select(Difference).where(Difference.class_id == own.id, IS_OPEN).options(*WHOLE)
    return session.scalars(rows.order_by(Difference.subject, Difference.id)).all()


def waiting_differences(staff: Staff) -> Select[Difference]:
    """The oldest open one of each class: of a class one waits, however many fields differ."""
    first = select(func.min(Difference.id)).where(IS_OPEN).group_by(Difference.scope)
    rows = select(Difference).where(Difference.id.in_(first), _is_to_settle(staff))
    return rows.options(*WHOLE)


def _found(session: Session, public_id: UUID, is_own: ColumnElement[bool]) -> Difference:
    own = select(Difference).where(Difference.public_id == public_id, is_own)
    found = session.scalars(own.options(*WHOLE)).one_or_none()
    if found is None:
        raise NotFound("这处不一致")
    return found


def _narrowed(staff: Staff, listing: Listing) -> Select[Difference]:
    rows = select(Difference).outerjoin(Difference.training_class)
    rows = rows.where(_is_mine(staff, Permission.SEE_REGION))
    if district := listing.of(DISTRICT):
        rows = rows.where(Difference.district_id == int(district))
    if field := listing.of(FIELD):
        rows = rows.where(Difference.field == Field[field.upper()])
    return rows.where(*map(_is_called, listing.search.split()))


def _is_called(word: str) -> ColumnElement[bool]:
    """By our class, or by the region's number of one."""
    ours = is_any_of(TrainingClass.id, classes_called(word))
    return or_(ours, Difference.region_number.istartswith(word, autoescape=True))


def _is_to_settle(staff: Staff) -> ColumnElement[bool]:
    if is_everywhere(staff.role, Permission.SETTLE_REGION):
        return Difference.district_id.is_(None)
    return _is_mine(staff, Permission.SETTLE_REGION)


def _is_mine(staff: Staff, permission: Permission) -> ColumnElement[bool]:
    return within(staff, permission, district=Difference.district_id)


WHOLE = (
    joinedload(Difference.training_class),
    joinedload(Difference.district),
    joinedload(Difference.batch),
    joinedload(Difference.settling),
    joinedload(Difference.enrolment).joinedload(Enrolment.trainee),
)
