from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.records.outbox.short_links import ShortLink


def forget_links(session: Session, *, now: datetime) -> None:
    """For the schedule: links that open nothing any more."""
    session.execute(delete(ShortLink).where(ShortLink.expires_at <= now))
