"""Tell the people on duty of many things at once: one statement, however many there are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.outbox.acts.raise_alert import AlertDraft
from training.records.outbox.alerts import Alert


def raise_alerts(session: Session, drafts: Sequence[AlertDraft], *, now: datetime) -> int:
    """Raise those whose keys were not raised before, and say how many those are."""
    return insert_new(session, Alert, [each.row(now) for each in drafts])
