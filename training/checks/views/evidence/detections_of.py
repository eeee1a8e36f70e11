"""What the face counter made of pictures: a hint beside what people count."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.ports.faces import Box
from training.records.checks.faces import FaceDetection


@dataclass(frozen=True)
class Detection:
    """The faces that were found in one picture, in pixels of the copy that is shown."""

    boxes: tuple[Box, ...]
    detector: str

    @property
    def faces(self) -> int:
        return len(self.boxes)


def detections_of(session: Session, evidence_ids: Iterable[int]) -> dict[int, Detection]:
    """By the key of the picture; those without a count are not in it."""
    wanted = list(evidence_ids)
    if not wanted:
        return {}
    counted = select(FaceDetection).where(
        FaceDetection.evidence_id.in_(wanted), FaceDetection.faces.is_not(None)
    )
    in_order = session.scalars(counted.order_by(FaceDetection.id))
    return {each.evidence_id: _detection(each) for each in in_order}


def _detection(row: FaceDetection) -> Detection:
    return Detection(tuple(Box(*each) for each in row.boxes), row.detector)
