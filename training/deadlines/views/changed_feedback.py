"""Which days for feedback that is still owed are others by the calendar of now; nothing of them is stored."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.deadlines.terms import DeadlineKind
from training.deadlines.views.moved import Moved
from training.feedback.views.list_feedback import feedback_by
from training.notice.working_days import Calendar


def changed_feedback(session: Session, before: Calendar, because: str, *, now: datetime) -> tuple[Moved, ...]:
    """Of the classes that ended lately and whose feedback was not sent, by both calendars."""
    was, becomes = (feedback_by(session, each, now=now) for each in (before, calendar_of(session)))
    return tuple(
        Moved(DeadlineKind.FEEDBACK, own.class_number, own.district_id, old.due_on, due.due_on, True, because)
        for (own, old), (_, due) in zip(was, becomes, strict=True)
        if old.due_on != due.due_on
    )
