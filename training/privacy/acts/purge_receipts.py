"""Forget signatures and photos by which certificates were received; that they were stays (PIPL art. 19)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.certificates.views.due_for_purge import receipts_due_for_purge
from training.records.certificates import CertificateHandover


def purge_receipts(session: Session, planned: Collection[int], *, now: datetime) -> int:
    """Empty what is due of those that were planned, and say how many pictures that were."""
    due = sorted(set(planned).intersection(receipts_due_for_purge(session, now=now)))
    gone = update(CertificateHandover).where(CertificateHandover.id.in_(due))
    session.execute(gone.values(jpeg=b"", purged_at=now), execution_options={"synchronize_session": False})
    return len(due)
