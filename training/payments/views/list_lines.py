"""补贴明细: everybody's subsidies as far as somebody sees them; a school its own people's (R19, R22).

A school reads what counts: no judgement that waits for its second signature, and nothing that has lapsed.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.classes.views.lists.places import classes_called, districts_to_choose
from training.classes.views.within import within_class
from training.eligibility.terms import LineState
from training.listing.rules.listing import Listing, Offer
from training.listing.rules.places import DISTRICT
from training.listing.terms import Kind
from training.listing.views.found_by import found_by, is_any_of
from training.listing.views.page_of import Order
from training.notice.permissions import Permission, may
from training.payments.rules.line_list import STATE, STATES, line_offer
from training.payments.views.find_meeting import lines_with_class
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from training.records.subsidies.lines import LINE_IS_PROPOSED, SubsidyJudgement, SubsidyLine

LATEST_FIRST = Order((SubsidyLine.id,), is_descending=True)


def seen_lines(staff: Staff, state: LineState | None = None) -> Select[SubsidyLine]:
    """In this state, or in any but 已失效; what waits to take the place of another is not one yet."""
    wanted = SubsidyLine.state == state if state else SubsidyLine.state != LineState.LAPSED
    rows = lines_with_class().where(within_class(staff, Permission.SEE_LINES), wanted, ~LINE_IS_PROPOSED)
    if may(staff.role, Permission.SEE_EXCLUSIONS):
        return rows
    is_judged = SubsidyLine.judgement.has(SubsidyJudgement.in_force_at.is_not(None))
    return rows.where(
        or_(is_judged, SubsidyLine.claim_id.is_not(None)), SubsidyLine.state != LineState.LAPSED
    )


def states_seen(staff: Staff) -> Mapping[str, LineState]:
    """By the word of the address."""
    if may(staff.role, Permission.SEE_EXCLUSIONS):
        return STATES
    return {name: each for name, each in STATES.items() if each is not LineState.LAPSED}


def offered_lines(session: Session, staff: Staff) -> Offer:
    return line_offer(districts_to_choose(session, staff, Permission.SEE_LINES), states_seen(staff))


def listed_lines(staff: Staff, listing: Listing, _now: datetime) -> Select[SubsidyLine]:
    """Found by the class or who holds it; by the person's name, where one may read names."""
    rows = seen_lines(staff, STATES.get(listing.of(STATE)))
    of_class = contains_eager(SubsidyLine.enrolment).contains_eager(Enrolment.training_class)
    rows = rows.options(of_class.joinedload(TrainingClass.district), joinedload(SubsidyLine.meeting))
    if district := listing.of(DISTRICT):
        rows = rows.where(TrainingClass.district_id == int(district))
    return rows.where(*(_found_by(staff, word) for word in listing.search.split()))


def order_of_lines(listing: Listing) -> Order:
    return Order(LATEST_FIRST.columns, listing.is_descending)


def _found_by(staff: Staff, word: str) -> ColumnElement[bool]:
    of_class = is_any_of(TrainingClass.id, classes_called(word))
    if not may(staff.role, Permission.SEE_FULL_NAMES):
        return of_class
    return or_(of_class, Enrolment.trainee_id.in_(found_by(Kind.TRAINEE, word)))
