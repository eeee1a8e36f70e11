"""Uploads that are left to the worker: those that never failed first, the oldest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from training.intake.rules.confirming import READ_AT_ONCE
from training.intake.rules.trying import is_due_again
from training.intake.terms import UploadState
from training.records.uploads import Upload, UploadFailure

LOOKED_AT = 200


class Waiting(NamedTuple):
    """By its key, and whether it is to be read or to be written."""

    upload_id: int
    state: UploadState


def waiting_uploads(
    session: Session, handed_before: datetime, most: int, *, now: datetime
) -> Sequence[Waiting]:
    """Those to be tried now; a small file that came later may still be in the hands of its page."""
    failures = func.count(UploadFailure.id)
    is_left = or_(Upload.size > READ_AT_ONCE, Upload.handed_at < handed_before)
    due = or_(Upload.state == UploadState.CONFIRMED, (Upload.state == UploadState.WAITS) & is_left)
    found = session.execute(
        select(Upload.id, Upload.state, failures, func.max(UploadFailure.failed_at))
        .outerjoin(UploadFailure, UploadFailure.upload_id == Upload.id)
        .where(due, Upload.purged_at.is_(None))
        .group_by(Upload.id, Upload.state)
        .order_by(failures, Upload.id)
        .limit(LOOKED_AT)
    )
    ripe = [Waiting(key, state) for key, state, count, last in found if is_due_again(count, last, now)]
    return ripe[:most]


def last_failure(session: Session, upload: Upload) -> str:
    """Why the file was not read the last time; empty where nothing went wrong."""
    own = select(UploadFailure.reason).where(UploadFailure.upload_id == upload.id)
    return session.scalar(own.order_by(UploadFailure.id.desc()).limit(1)) or ""
