"""Pictures whose faces nobody has counted yet."""

from datetime import datetime, timedelta

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from training.records.checks.evidence import Evidence
from training.records.checks.faces import FaceDetection
from training.records.moments import is_recent

MOST_ATTEMPTS = 3


LEASE = timedelta(minutes=2)
"""Longer than the settings let a try take; after a dead worker or a failure another try follows."""


HELPS_FOR = timedelta(days=7)
"""A hint is for whoever counts now; so a new counter does not begin with the pictures of years."""


def uncounted_pictures(now: datetime) -> Select[Evidence]:
    own = FaceDetection.evidence_id == Evidence.id
    settled = FaceDetection.faces.is_not(None) | (FaceDetection.attempt >= MOST_ATTEMPTS)
    in_hand = is_recent(FaceDetection.begun_at, LEASE, now)
    return (
        select(Evidence)
        .where(Evidence.received_at > now - HELPS_FOR)
        .where(~exists().where(own, or_(settled, in_hand)))
        .order_by(Evidence.received_at.desc(), Evidence.id.desc())
        .limit(1)
    )


def has_uncounted(session: Session, *, now: datetime) -> bool:
    """Whether taking one is worth a write transaction."""
    return session.scalar(uncounted_pictures(now).with_only_columns(Evidence.id)) is not None
