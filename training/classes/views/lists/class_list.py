"""The classes that somebody may see, as a list asks for them (班级列表)."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Select, case, false, func, select, true
from sqlalchemy.orm import Session, joinedload

from training.classes.rules.class_list import (
    DISTRICT,
    ENDS_FROM,
    ENDS_UNTIL,
    KIND,
    TRADE,
    VIEW,
    ClassView,
    class_offer,
    week_of,
)
from training.classes.views.lists.places import classes_called
from training.classes.views.see_classes import visible_classes
from training.classes.views.within import within_class
from training.listing.rules.listing import Listing, Offer
from training.listing.views.found_by import is_any_of
from training.listing.views.page_of import Column, Order
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.staff.staff import Staff

ORDERS: Mapping[str, tuple[Column, ...]] = {
    "ends": (TrainingClass.ends_on, TrainingClass.id),
    "starts": (TrainingClass.starts_on, TrainingClass.id),
    "number": (TrainingClass.class_number, TrainingClass.id),
}


def offered_classes(session: Session, staff: Staff, *, owes_checks: bool) -> Offer:
    """With the districts and trades of the classes that this person may see; two statements."""
    mine = within_class(staff, Permission.SEE_CLASSES)
    trades = session.scalars(select(TrainingClass.trade).where(mine).distinct().order_by(TrainingClass.trade))
    own = select(TrainingClass.district_id).where(mine)
    districts = session.execute(
        select(District.id, District.name).where(District.id.in_(own)).order_by(District.id)
    )
    return class_offer({str(key): name for key, name in districts}, trades.all(), owes_checks=owes_checks)


def listed_classes(
    staff: Staff, listing: Listing, *, today: date, owed: Collection[int] = ()
) -> Select[TrainingClass]:
    """`owed`: the classes that want a check, for the view of those."""
    rows = visible_classes(staff).options(joinedload(TrainingClass.rule_set))
    rows = rows.where(_in_view(listing.of(VIEW), today, owed), *_filters(listing))
    return rows.where(*map(_named, listing.search.split()))


def order_of_classes(listing: Listing) -> Order:
    return Order(ORDERS[listing.sorted_by], listing.is_descending)


def count_views(session: Session, staff: Staff, *, today: date) -> dict[str, int]:
    """How many classes each saved view has, but the one of owed checks; one statement."""
    views = [each for each in ClassView if each is not ClassView.OWED]
    sums = [func.coalesce(func.sum(case((_in_view(each, today, ()), 1), else_=0)), 0) for each in views]
    counts = select(*sums).select_from(TrainingClass).where(within_class(staff, Permission.SEE_CLASSES))
    return {each: int(count) for each, count in zip(views, session.execute(counts).one(), strict=True)}


def _in_view(view: str, today: date, owed: Collection[int]) -> ColumnElement[bool]:
    monday, sunday = week_of(today)
    conditions: Mapping[str, ColumnElement[bool]] = {
        ClassView.RUNNING: (TrainingClass.starts_on <= today) & (TrainingClass.ends_on >= today),
        ClassView.OWED: TrainingClass.id.in_(list(owed)) if owed else false(),
        ClassView.ENDING: TrainingClass.ends_on.between(monday, sunday),
        ClassView.COMING: TrainingClass.starts_on > today,
        ClassView.ENDED: TrainingClass.ends_on < today,
    }
    return conditions.get(view, true())


def _filters(listing: Listing) -> list[ColumnElement[bool]]:
    chosen: Mapping[str, Callable[[str], ColumnElement[bool]]] = {
        DISTRICT: lambda value: TrainingClass.district_id == int(value),
        TRADE: lambda value: TrainingClass.trade == value,
        KIND: lambda value: TrainingClass.kind == value,
        ENDS_FROM: lambda value: TrainingClass.ends_on >= date.fromisoformat(value),
        ENDS_UNTIL: lambda value: TrainingClass.ends_on <= date.fromisoformat(value),
    }
    return [made(listing.of(name)) for name, made in chosen.items() if listing.of(name)]


def _named(word: str) -> ColumnElement[bool]:
    return is_any_of(TrainingClass.id, classes_called(word))
