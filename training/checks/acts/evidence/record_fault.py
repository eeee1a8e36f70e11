from datetime import datetime

from sqlalchemy.orm import Session

from training.records.checks.faces import FaceDetection

LONGEST_FAULT = 64


def record_fault(session: Session, key: int, fault: str, *, now: datetime) -> None:
    """There is no count from this try; another one follows, or the last has been."""
    detection = session.get_one(FaceDetection, key)
    detection.fault = fault[:LONGEST_FAULT]
    detection.ended_at = now
