"""Whether the city's letter about a class went out on or after its last day, as a part of a query (R07)."""

from sqlalchemy import ColumnElement, exists

from training.records.classes.classes import TrainingClass
from training.records.feedback import Feedback
from training.records.moments import DayOf


def is_told_after_end() -> ColumnElement[bool]:
    """One sent before the end was moved to a later day told of a class that was not over."""
    own = exists().where(Feedback.class_id == TrainingClass.id)
    return own.where(DayOf(Feedback.sent_at) >= TrainingClass.ends_on).correlate(TrainingClass)
