from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.intake.rules.confirming import Choices
from training.intake.rules.uploads import plain_name
from training.intake.terms import UploadState
from training.records.staff.staff import Staff
from training.records.uploads import Upload, UploadReading


@dataclass(frozen=True)
class NewUpload:
    """A file as it came; its bytes lie in the store already."""

    public_id: UUID
    name: str
    sha256: str
    size: int
    store_key: str


def keep_upload(session: Session, staff: Staff, file: NewUpload, *, now: datetime) -> Upload:
    """It waits to be read; nothing of it counts."""
    upload = Upload(
        public_id=file.public_id,
        staff_id=staff.id,
        file_name=plain_name(file.name),
        sha256=file.sha256,
        size=file.size,
        store_key=file.store_key,
        handed_at=now,
        state=UploadState.WAITS,
    )
    upload.readings.append(UploadReading(ordinal=1, choices=Choices().told()))
    session.add(upload)
    session.flush()
    return upload
