from datetime import datetime

from sqlalchemy.orm import Session

from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.classes.classes import TrainingClass


def tell_of_feedback(session: Session, own: TrainingClass, key: str, text: str, now: datetime) -> None:
    """The chat hands alerts to whom they concern."""
    draft = AlertDraft("feedback", key, text, Audience.INSPECTORS, training_class=own)
    raise_alert(session, draft, now=now)
