"""Alerts that nobody was told of yet."""

from datetime import datetime, timedelta

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from training.records.chat import AlertNotice
from training.records.moments import has_come
from training.records.outbox.alerts import Alert

# Whoever is registered later is not flooded with what is over.
TOLD_WITHIN = timedelta(days=1)

LONGEST_REST = timedelta(hours=1)
"""Of a notice that is being told, or that the platform asked to be patient with."""


def untold_alerts(now: datetime) -> Select[Alert]:
    """What another bot is telling, or could not send a moment ago, lets the next ones have their turn."""
    of_alert = AlertNotice.alert_id == Alert.id
    has_lapsed = has_come(AlertNotice.leased_until, LONGEST_REST, now)
    is_free = exists().where(of_alert, AlertNotice.told_at.is_(None), has_lapsed)
    untold = select(Alert).where(Alert.told_at.is_(None), Alert.raised_at > now - TOLD_WITHIN)
    return untold.where(or_(~exists().where(of_alert), is_free))


def has_untold(session: Session, *, now: datetime) -> bool:
    return session.scalar(untold_alerts(now).with_only_columns(Alert.id).limit(1)) is not None
