from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass


def tell_of_changes(session: Session, own: TrainingClass, *, now: datetime) -> None:
    """The district of the class is told once a day that its roster changes; the list says what waits."""
    text = f"班级 {own.class_number} 有人员增减，请在工作台“人员增减”里查看和审核。"
    key = f"roster_changes:{own.id}:{shanghai_day(now)}"
    raise_alert(session, AlertDraft("roster_changes", key, text, Audience.INSPECTORS, own), now=now)
