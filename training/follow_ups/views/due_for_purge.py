"""Answers that have outlived their years, as the city keeps archives (R14)."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from training.claims.rules.c1_training import months_after
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import end_of_day, shanghai_day
from training.records.follow_ups.follow_ups import FollowUpAnswer


def answers_due_for_purge(session: Session, *, now: datetime) -> list[int]:
    """By their keys, so many years after they were written down."""
    due = _kept(session, now).with_only_columns(FollowUpAnswer.id)
    return list(session.scalars(due.order_by(FollowUpAnswer.id)))


def answer_still_due(session: Session, key: int, *, now: datetime) -> FollowUpAnswer | None:
    """With its proof and what was heard when it was asked again; None where it is not due any more."""
    own = _kept(session, now).where(FollowUpAnswer.id == key)
    papers = (joinedload(FollowUpAnswer.proof), joinedload(FollowUpAnswer.back_check))
    whole = (*papers, selectinload(FollowUpAnswer.tries))
    return session.scalars(own.options(*whole)).one_or_none()


def count_answers(session: Session) -> int:
    """Of which what was typed is kept."""
    kept = select(func.count()).select_from(FollowUpAnswer).where(FollowUpAnswer.purged_at.is_(None))
    return session.scalar(kept) or 0


def _kept(session: Session, now: datetime) -> Select[FollowUpAnswer]:
    """What came before this midnight is due: on the same day so many years later."""
    today = shanghai_day(now)
    years = choose_rule_set(session, None, today).policy.retention_years
    since = end_of_day(months_after(today, -12 * years))
    own = select(FollowUpAnswer).where(FollowUpAnswer.purged_at.is_(None))
    return own.where(FollowUpAnswer.answered_at < since)
