"""到课 of classes day by day, from the ledger of hours; for the night, never for a page."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.attendance.views.progress_of import progress_of_class
from training.notice.clock import shanghai_day
from training.records.classes.classes import Lesson, TrainingClass
from training.records.figures import FiguresMade
from training.worklist.rules.figures import Share, days_before, shares_of

Days = dict[int, dict[date, Share]]


def classes_of_days(session: Session, *, now: datetime) -> Sequence[int]:
    """The keys of all classes with a lesson in the last thirty days; one statement."""
    days = days_before(shanghai_day(now))
    held = select(Lesson.class_id).where(Lesson.held_on >= days[0], Lesson.held_on <= days[-1])
    return session.scalars(held.distinct().order_by(Lesson.class_id)).all()


def class_days(session: Session, keys: Sequence[int], *, now: datetime) -> Days:
    """Of each class those of its last thirty days on which it was taught; some statements a class."""
    days = days_before(shanghai_day(now))
    own = select(TrainingClass).where(TrainingClass.id.in_(keys)).options(joinedload(TrainingClass.rule_set))
    found: Days = {}
    for each in session.scalars(own):
        people = (one.progress.half_days for one in progress_of_class(session, each, now))
        found[each.id] = shares_of(people, days)
    return found


def figures_made_at(session: Session) -> datetime | None:
    """When the newest figures were made; None before the first night."""
    return session.scalar(
        select(FiguresMade.made_at).order_by(FiguresMade.made_at.desc(), FiguresMade.id.desc()).limit(1)
    )
