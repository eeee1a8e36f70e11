from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training.intake.rules.confirming import FOUND_FOR, KEPT_FOR
from training.intake.terms import UploadState
from training.records.uploads import Upload, UploadReading

AT_ONCE = 500


def forget_uploads(session: Session, *, now: datetime) -> Sequence[str]:
    """Let go of files older than a day, and empty what was found in older ones than thirty days.

    Gives the keys in the store whose bytes nobody needs any more: the edge removes them after its commit.
    """
    old = select(Upload).where(Upload.purged_at.is_(None), Upload.handed_at < now - KEPT_FOR)
    gone = session.scalars(old.order_by(Upload.id).limit(AT_ONCE)).all()
    for upload in gone:
        upload.purged_at = now
        if upload.state.is_open:
            upload.state, upload.ended_at = UploadState.DROPPED, now
    dated = select(Upload.id).where(Upload.handed_at < now - FOUND_FOR)
    session.execute(
        update(UploadReading)
        .where(UploadReading.upload_id.in_(dated), UploadReading.found.is_not(None))
        .values(found=None)
    )
    session.flush()
    return [upload.store_key for upload in gone]
