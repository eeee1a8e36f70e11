"""Filings as far as somebody of the office sees them: the city all, a district its own (R04, R09)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within_class
from training.listing.views.page_of import Order, Page, page_of, portions_of
from training.notice.permissions import Permission
from training.records.classes.classes import TrainingClass
from training.records.reviews import FilingReply, FilingReview
from training.records.staff.staff import Staff
from training.reviews.terms import FilingState
from training.reviews.views.filing_state import stands_at, with_latest_review

A_PAGE = 50
OLDEST_FIRST = Order((TrainingClass.filed_on, TrainingClass.id))


def list_filings(
    session: Session, staff: Staff, state: FilingState | None, place: str
) -> Page[TrainingClass]:
    """Those in one state, or all of them, the oldest filed first."""
    return page_of(session, _filings(staff, state), OLDEST_FIRST, size=A_PAGE, place=place)


def filings_in_portions(
    session: Session, staff: Staff, state: FilingState | None, size: int
) -> Iterator[tuple[TrainingClass, ...]]:
    """All of the same, so many at a time."""
    return portions_of(session, _filings(staff, state), OLDEST_FIRST, size=size)


def reviews_of(session: Session, class_ids: Sequence[int]) -> Mapping[int, Sequence[FilingReview]]:
    """Of each class what was said of it in its order, with the replies; one statement."""
    rows = select(FilingReview).where(FilingReview.class_id.in_(class_ids)).order_by(FilingReview.ordinal)
    found = defaultdict[int, list[FilingReview]](list)
    for each in session.scalars(rows.options(joinedload(FilingReview.reply))):
        found[each.class_id].append(each)
    return found


def count_filings(session: Session, staff: Staff) -> Mapping[FilingState, int]:
    """How many this person sees in each state; one statement."""
    columns = (func.count().filter(stands_at(each)) for each in FilingState)
    rows = with_latest_review(select(*columns).select_from(TrainingClass))
    found = session.execute(rows.where(within_class(staff, Permission.SEE_FILINGS))).one()
    return dict(zip(FilingState, found, strict=True))


def waiting_queries(staff: Staff) -> Select[FilingReview]:
    """What the city queried and the district has not answered, with the class."""
    rows = with_latest_review(select(FilingReview).select_from(TrainingClass))
    seen = within_class(staff, Permission.SEE_FILINGS)
    return rows.where(stands_at(FilingState.QUERIED), seen).options(joinedload(FilingReview.training_class))


def waiting_replies(staff: Staff) -> Select[FilingReply]:
    """What the district answered and the city has not looked at again, with the class."""
    rows = with_latest_review(select(FilingReply).select_from(TrainingClass))
    seen = within_class(staff, Permission.SEE_FILINGS)
    about = joinedload(FilingReply.review).joinedload(FilingReview.training_class)
    return rows.where(stands_at(FilingState.ANSWERED), seen).options(about)


def _filings(staff: Staff, state: FilingState | None) -> Select[TrainingClass]:
    rows = with_latest_review(select(TrainingClass)).where(within_class(staff, Permission.SEE_FILINGS))
    if state is not None:
        rows = rows.where(stands_at(state))
    return rows.options(joinedload(TrainingClass.institution), joinedload(TrainingClass.district))
