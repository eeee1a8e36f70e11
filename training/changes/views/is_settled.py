from datetime import datetime

from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.feedback.rules.feedback_due import feedback_due
from training.records.classes.classes import TrainingClass


def is_settled(session: Session, own: TrainingClass, *, now: datetime) -> bool:
    """Whether the feedback about the class is due already (R07): then nothing that it told of moves any more,
    whenever it was asked for."""
    return feedback_due(own.ends_on, own.rule_set.policy, calendar_of(session)).is_overdue(now)
