from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.notes import read_reason
from training.records.classes.classes import OnlineReason, TrainingClass


def add_online_reason(
    session: Session, own: TrainingClass, reason: str, *, given_by: str, now: datetime
) -> None:
    """Of a class whose timetable may not be known yet, as while it is being filed."""
    words = read_reason(reason, "线上理论超过比例")
    own.later_reasons.append(OnlineReason(reason=words, given_by=given_by, given_at=now))
    session.flush()
