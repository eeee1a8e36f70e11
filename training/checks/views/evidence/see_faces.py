"""Where the faces are in a picture, for those who may see it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.views.evidence.detections_of import detections_of
from training.checks.views.evidence.see_evidence import ServedEvidence, see_evidence
from training.errors import NotFound
from training.ports.faces import Box
from training.records.checks.evidence import Evidence
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class PictureWithFaces:
    """Where the store has the copy that is shown, and where the faces are in it."""

    served: ServedEvidence
    boxes: tuple[Box, ...]


def see_faces(session: Session, staff: Staff, evidence_id: UUID) -> PictureWithFaces:
    """Raises NotFound, also where nothing was counted."""
    served = see_evidence(session, staff, evidence_id)
    key = session.scalars(select(Evidence.id).where(Evidence.public_id == evidence_id)).one()
    detection = detections_of(session, [key]).get(key)
    if detection is None:
        raise NotFound("这张照片的自动识别结果")
    return PictureWithFaces(served, detection.boxes)
