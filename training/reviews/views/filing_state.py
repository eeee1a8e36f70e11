"""Where the review of filings stands (复核状态, R04)."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from training.records.classes.classes import TrainingClass
from training.records.reviews import FilingReply, FilingReview
from training.reviews.rules.states import Filed, Reviewed, state_of
from training.reviews.terms import FilingState, ReviewVerdict

Rows = TypeVar("Rows", bound=Select[*tuple[Any, ...]])


def filing_state(session: Session, class_id: int) -> FilingState:
    """Of one class, by its key."""
    return filing_states(session, [class_id])[class_id]


def filing_states(session: Session, class_ids: Sequence[int]) -> Mapping[int, FilingState]:
    """Of several, in one statement."""
    own = (TrainingClass.prescribed_halves, TrainingClass.is_key_group)
    seen = (FilingReview.prescribed_halves, FilingReview.is_key_group)
    asked = select(TrainingClass.id, *own, FilingReview.verdict, *seen, FilingReply.id)
    rows = with_latest_review(asked)
    found = session.execute(rows.where(TrainingClass.id.in_(class_ids)))
    return {
        key: state_of(
            Reviewed(verdict, Filed(seen_halves, seen_group), reply is not None) if verdict else None,
            Filed(halves, is_key_group),
        )
        for key, halves, is_key_group, verdict, seen_halves, seen_group, reply in found
    }


def with_latest_review(rows: Rows) -> Rows:
    """Classes beside the latest review of each and its reply; none of them is left out."""
    latest = select(FilingReview.class_id, func.max(FilingReview.ordinal).label("ordinal"))
    last = latest.group_by(FilingReview.class_id).subquery("last_review")
    is_last = and_(FilingReview.class_id == last.c.class_id, FilingReview.ordinal == last.c.ordinal)
    rows = rows.outerjoin(last, last.c.class_id == TrainingClass.id).outerjoin(FilingReview, is_last)
    return rows.outerjoin(FilingReply, FilingReply.review_id == FilingReview.id)


def stands_at(state: FilingState) -> ColumnElement[bool]:
    """What `state_of` says, as a condition upon `with_latest_review`."""
    passed, queried = (FilingReview.verdict == each for each in ReviewVerdict)
    holds = and_(
        FilingReview.prescribed_halves == TrainingClass.prescribed_halves,
        FilingReview.is_key_group == TrainingClass.is_key_group,
    )
    return {
        FilingState.UNREVIEWED: FilingReview.id.is_(None) | (passed & ~holds),
        FilingState.QUERIED: queried & FilingReply.id.is_(None),
        FilingState.ANSWERED: queried & FilingReply.id.is_not(None),
        FilingState.PASSED: passed & holds,
    }[state]
