from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.deadlines.terms import DeadlineKind
from training.feedback.rules.feedback_due import feedback_due
from training.notice.clock import shanghai_day
from training.records.calendar import DeadlineMoved
from training.records.changes.amendments import ClassAmendment
from training.records.feedback import Feedback


def follow_end(session: Session, asked: ClassAmendment, before: date, *, now: datetime) -> None:
    """The day for the feedback hangs on the end of the class: that it moved is a row (期限更正, R07).

    Feedback that was sent about the class as it had ended keeps its day.
    """
    own, calendar = asked.training_class, calendar_of(session)
    policy = own.rule_set.policy
    was, becomes = (feedback_due(each, policy, calendar).due_on for each in (before, own.ends_on))
    if was == becomes:
        return
    sent = session.scalars(select(Feedback.sent_at).where(Feedback.class_id == own.id))
    session.add(
        DeadlineMoved(
            kind=DeadlineKind.FEEDBACK,
            subject=own.public_id,
            what=own.class_number,
            district_id=own.district_id,
            was=was,
            becomes=becomes,
            is_moved=all(shanghai_day(each) < own.ends_on for each in sent),
            because=f"变{asked.ordinal}：结业日期由 {before} 改为 {own.ends_on}",
            moved_at=now,
        )
    )
    session.flush()
