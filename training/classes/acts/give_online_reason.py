"""Say after the filing why a class teaches so much theory online (R52)."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.classes.acts.add_online_reason import add_online_reason
from training.classes.views.online_theory_of import online_theory_of
from training.errors import NotNow
from training.notice.clock import shanghai_day
from training.records.classes.classes import TrainingClass


class NotTooMuchOnline(NotNow):
    """Nobody asks this class for a reason."""

    def __init__(self, class_number: str, percent: int):
        super().__init__(f"{class_number} 的线上理论没有超过总课时的 {percent}%，不用写理由；请核对班号。")


def give_online_reason(
    session: Session, own: TrainingClass, reason: str, *, given_by: str, now: datetime
) -> None:
    """Record the reason; a later one holds in place of an earlier, and both stay on record.

    Raises NotTooMuchOnline, ReasonMissing or TextTooLong.
    """
    found = online_theory_of(session, own, shanghai_day(now))
    if not found.is_too_much:
        raise NotTooMuchOnline(own.class_number, found.most_percent)
    add_online_reason(session, own, reason, given_by=given_by, now=now)
