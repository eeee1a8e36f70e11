"""Filings as far as somebody of the office sees them: the city all, a district its own (R04, R09)."""

from collections.abc import Mapping

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.within import within_class
from training.listing.views.page_of import Order, Page, page_of
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
    rows = with_latest_review(select(TrainingClass)).where(within_class(staff, Permission.SEE_FILINGS))
    if state is not None:
        rows = rows.where(stands_at(state))
    places = (joinedload(TrainingClass.institution), joinedload(TrainingClass.district))
    return page_of(session, rows.options(*places), OLDEST_FIRST, size=A_PAGE, place=place)


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
