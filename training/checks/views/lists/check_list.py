"""The checks that somebody may see, as a list asks for them (查班记录)."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session

from training.checks.rules.check_list import LEVEL, METHOD, VIEW, CheckView, check_offer
from training.checks.terms import Verdict
from training.checks.views.find_check import visible_checks
from training.classes.views.lists.places import districts_to_choose, is_of_class
from training.listing.rules.listing import Listing, Offer
from training.listing.views.between import is_at
from training.listing.views.page_of import Order
from training.notice.permissions import Permission
from training.records.checks.spot_checks import CheckConclusion, CheckVoiding, SpotCheck
from training.records.staff.staff import Staff


def offered_checks(session: Session, staff: Staff) -> Offer:
    return check_offer(districts_to_choose(session, staff, Permission.SEE_CHECKS))


def listed_checks(staff: Staff, listing: Listing, now: datetime) -> Select[SpotCheck]:
    """With the class, the verdict and the voiding loaded."""
    return visible_checks(staff).where(
        _in_view(listing.of(VIEW)),
        *_of_kind(listing),
        *is_of_class(listing),
        *is_at(SpotCheck.started_at, listing),
    )


def order_of_checks(listing: Listing) -> Order:
    """As they were started."""
    return Order((SpotCheck.started_at, SpotCheck.id), listing.is_descending)


def _of_kind(listing: Listing) -> Iterator[ColumnElement[bool]]:
    if level := listing.of(LEVEL):
        yield SpotCheck.level == level
    if method := listing.of(METHOD):
        yield SpotCheck.method == method


def _in_view(view: str) -> ColumnElement[bool]:
    is_void = select(CheckVoiding.id).where(CheckVoiding.check_id == SpotCheck.id).exists()
    conditions: Mapping[str, ColumnElement[bool]] = {
        CheckView.RUNNING: SpotCheck.ended_at.is_(None),
        CheckView.PASSED: _came_to(Verdict.PASSED) & ~is_void,
        CheckView.FAILED: _came_to(Verdict.FAILED) & ~is_void,
        CheckView.UNABLE: _came_to(Verdict.UNABLE) & ~is_void,
        CheckView.VOIDED: is_void,
    }
    return conditions.get(view, true())


def _came_to(verdict: Verdict) -> ColumnElement[bool]:
    own = select(CheckConclusion.id).where(CheckConclusion.check_id == SpotCheck.id)
    return own.where(CheckConclusion.verdict == verdict).exists()
