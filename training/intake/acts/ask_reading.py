from datetime import datetime

from sqlalchemy.orm import Session

from training.intake.rules.confirming import Choices, FileIsGone, UploadEnded
from training.intake.terms import UploadState
from training.intake.views.find_upload import hold_upload, newest_reading
from training.records.uploads import Upload, UploadReading


def ask_reading(session: Session, upload: Upload, choices: Choices, *, now: datetime) -> None:
    """Have the file read again, by these choices; raises UploadEnded or FileIsGone."""
    held = hold_upload(session, upload.id)
    if not held.state.is_open:
        raise UploadEnded(held.state)
    if held.purged_at is not None:
        raise FileIsGone
    last = newest_reading(session, held)
    held.state = UploadState.WAITS
    session.add(UploadReading(upload_id=held.id, ordinal=last.ordinal + 1, choices=choices.told()))
    session.flush()
