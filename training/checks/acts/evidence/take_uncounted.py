from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from training.checks.views.evidence.has_uncounted import uncounted_pictures
from training.database import insert_one
from training.records.checks.evidence import Evidence
from training.records.checks.faces import FaceDetection


@dataclass(frozen=True)
class PictureToCount:
    """A picture in the hands of this worker: the key of its try, and where the store has what is shown."""

    key: int
    served_key: str


def take_uncounted(session: Session, *, now: datetime) -> PictureToCount | None:
    """Take the newest picture without a count; None where there is none, or another worker was faster."""
    # In one statement: between two, another worker's try would pass for an earlier try.
    picked = session.execute(uncounted_pictures(now).add_columns(_tries())).one_or_none()
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


def _tries() -> ScalarSelect[int]:
    """How often the picture of the surrounding query has been tried."""
    own = select(func.count(FaceDetection.id)).where(FaceDetection.evidence_id == Evidence.id)
    return own.correlate(Evidence).scalar_subquery()
