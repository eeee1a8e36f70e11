from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.intake.rules.trying import is_given_up
from training.intake.terms import UploadState
from training.intake.views.find_upload import hold_upload
from training.records.uploads import UploadFailure

LONGEST = 255


def note_failure(session: Session, upload_id: int, reason: str, *, may_end: bool, now: datetime) -> None:
    """This try ended without a result; after the last one nobody tries again, and the reason is told.

    `may_end` is False where the file itself has no part in it: then it is tried for as long as it is there.
    """
    held = hold_upload(session, upload_id)
    if not held.state.is_open:
        return
    session.add(UploadFailure(upload_id=upload_id, failed_at=now, reason=reason[:LONGEST]))
    session.flush()
    own = select(func.count()).select_from(UploadFailure).where(UploadFailure.upload_id == upload_id)
    if may_end and is_given_up(session.scalar(own) or 0):
        held.state, held.ended_at = UploadState.UNREADABLE, now
    session.flush()
