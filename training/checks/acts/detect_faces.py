"""Pictures that wait for the face counter: taken by one worker each, tried a few times, then left alone.

Absent or failing, the counter changes nothing else: no check waits for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from training.database import insert_one
from training.ports.faces import CountedFaces
from training.records.checks.evidence import Evidence
from training.records.checks.faces import FaceDetection

MOST_ATTEMPTS = 3
LEASE = timedelta(minutes=2)
"""Longer than the settings let a try take; after a dead worker or a failure another try follows."""
HELPS_FOR = timedelta(days=7)
"""A hint is for whoever counts now; so a new counter does not begin with the pictures of years."""
LONGEST_FAULT = 64


@dataclass(frozen=True)
class PictureToCount:
    """A picture in the hands of this worker: the key of its try, and where the store has what is shown."""

    key: int
    served_key: str


def has_uncounted(session: Session, *, now: datetime) -> bool:
    """Whether a claim is worth a write transaction."""
    return session.scalar(_uncounted(now).with_only_columns(Evidence.id)) is not None


def claim_uncounted(session: Session, *, now: datetime) -> PictureToCount | None:
    """Take the newest picture without a count; None where there is none, or another worker was faster."""
    # In one statement: between two, another worker's claim would pass for an earlier try.
    picked = session.execute(_uncounted(now).add_columns(_tries())).one_or_none()
    if picked is None:
        return None
    picture, tries = picked
    row = {
        "evidence_id": picture.id,
        "attempt": tries + 1,
        "begun_at": now,
        "boxes": [],
        "detector": "",
        "fault": "",
    }
    key = insert_one(session, FaceDetection, row)
    return None if key is None else PictureToCount(key, picture.served_key)


def record_faces(session: Session, key: int, counted: CountedFaces, *, now: datetime) -> None:
    detection = session.get_one(FaceDetection, key)
    detection.faces = len(counted.boxes)
    detection.boxes = [list(box) for box in counted.boxes]
    detection.detector = counted.detector
    detection.took_ms = counted.took_ms
    detection.ended_at = now


def record_fault(session: Session, key: int, fault: str, *, now: datetime) -> None:
    """There is no count from this try; another one follows, or the last has been."""
    detection = session.get_one(FaceDetection, key)
    detection.fault = fault[:LONGEST_FAULT]
    detection.ended_at = now


def _tries() -> ScalarSelect[int]:
    """How often the picture of the surrounding query has been tried."""
    own = select(func.count(FaceDetection.id)).where(FaceDetection.evidence_id == Evidence.id)
    return own.correlate(Evidence).scalar_subquery()


def _uncounted(now: datetime) -> Select[Evidence]:
    own = FaceDetection.evidence_id == Evidence.id
    settled = FaceDetection.faces.is_not(None) | (FaceDetection.attempt >= MOST_ATTEMPTS)
    in_hand = FaceDetection.begun_at > now - LEASE
    return (
        select(Evidence)
        .where(Evidence.received_at > now - HELPS_FOR)
        .where(~exists().where(own, or_(settled, in_hand)))
        .order_by(Evidence.received_at.desc(), Evidence.id.desc())
        .limit(1)
    )
