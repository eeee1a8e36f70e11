from datetime import datetime

from sqlalchemy.orm import Session

from training.intake.rules.confirming import UploadEnded
from training.intake.terms import UploadState
from training.intake.views.find_upload import hold_upload
from training.records.uploads import Upload


def drop_upload(session: Session, upload: Upload, *, now: datetime) -> None:
    """Nothing of it is written; raises UploadEnded where it was, or is about to be."""
    held = hold_upload(session, upload.id)
    if held.state not in (UploadState.WAITS, UploadState.SHOWN):
        raise UploadEnded(held.state)
    held.state, held.ended_at = UploadState.DROPPED, now
    session.flush()
