from datetime import datetime

from sqlalchemy.orm import Session

from training.intake.rules.confirming import NothingToStore, ShownChanged, UploadEnded, refuse_confirmation
from training.intake.terms import UploadState
from training.intake.views.find_upload import hold_upload, newest_reading
from training.records.uploads import Upload


def ask_to_store(session: Session, upload: Upload, digest: str, *, now: datetime) -> None:
    """A large file is confirmed, and written by the worker, which asks the same again.

    Raises UploadEnded, NotReadYet, ShownTooLongAgo, NothingToStore or ShownChanged.
    """
    held = hold_upload(session, upload.id)
    reading = newest_reading(session, held)
    if held.state is UploadState.CONFIRMED:
        raise UploadEnded(held.state)
    refuse_confirmation(held.state, reading.read_at, now)
    if not reading.is_acceptable:
        raise NothingToStore
    if reading.digest != digest:
        raise ShownChanged
    held.state = UploadState.CONFIRMED
    session.flush()
