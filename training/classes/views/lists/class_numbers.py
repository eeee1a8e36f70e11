"""What a list says of each of its classes, in as many statements for a hundred as for one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from training.classes.views.active_roster import is_in_class
from training.notice.clock import shanghai_day
from training.notice.terms import HalfDay
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.classes.trainees import Enrolment, Withdrawal


def enrolled_in(session: Session, classes: Sequence[TrainingClass], *, now: datetime) -> dict[int, int]:
    """在册: how many are in the class today, by class."""
    rows = select(Enrolment.class_id, func.count()).join(Enrolment.training_class).outerjoin(Withdrawal)
    own = Enrolment.class_id.in_([each.id for each in classes])
    of_these = rows.where(own, is_in_class(shanghai_day(now))).group_by(Enrolment.class_id)
    return {class_id: count for class_id, count in session.execute(of_these)}


def held_halves_of(session: Session, classes: Sequence[TrainingClass], *, now: datetime) -> dict[int, int]:
    """已上课时, in half class hours by class: of the lessons that are over, cancelled ones left out."""
    today, own = shanghai_day(now), {each.id: each for each in classes}
    of_today = case((Lesson.held_on == today, Lesson.half_day), else_=None)
    rows = select(Lesson.class_id, of_today, func.sum(Lesson.halves)).outerjoin(LessonCancellation)
    held = rows.where(
        Lesson.class_id.in_(list(own)), Lesson.held_on <= today, LessonCancellation.id.is_(None)
    )
    halves: dict[int, int] = defaultdict(int)
    for class_id, half_day, total in session.execute(held.group_by(Lesson.class_id, of_today)):
        if half_day is None or own[class_id].times.of(today, HalfDay(half_day))[1] <= now:
            halves[class_id] += total
    return halves
