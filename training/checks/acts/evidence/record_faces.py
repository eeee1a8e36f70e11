from datetime import datetime

from sqlalchemy.orm import Session

from training.ports.faces import CountedFaces
from training.records.checks.faces import FaceDetection


def record_faces(session: Session, key: int, counted: CountedFaces, *, now: datetime) -> None:
    detection = session.get_one(FaceDetection, key)
    detection.faces = len(counted.boxes)
    detection.boxes = [list(box) for box in counted.boxes]
    detection.detector = counted.detector
    detection.took_ms = counted.took_ms
    detection.ended_at = now
