from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.records.outbox.forms import FormReceipt

KEPT = timedelta(days=60)
"""Longer than an unsent form waits on a phone."""


def forget_forms(session: Session, *, now: datetime) -> None:
    """For the schedule: receipts that nobody can need any more."""
    session.execute(delete(FormReceipt).where(FormReceipt.received_at < now - KEPT))
