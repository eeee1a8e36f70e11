"""Forget the photos of 补卡; that there was one, and what was decided, stays (PIPL art. 19)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.privacy.views.photos_due_for_purge import photos_due_for_purge
from training.records.attendance.corrections import CorrectionPhoto


def purge_photos(session: Session, planned: Collection[int], *, now: datetime) -> int:
    """Empty what is due of those that were planned, and say how many photos that were."""
    due = sorted(set(planned).intersection(photos_due_for_purge(session, now=now)))
    gone = update(CorrectionPhoto).where(CorrectionPhoto.id.in_(due)).values(jpeg=b"", purged_at=now)
    session.execute(gone, execution_options={"synchronize_session": False})
    return len(due)
