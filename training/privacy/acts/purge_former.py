"""Forget whose old certificates were; that a number was given stays: nobody gets it again (PIPL art. 19)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.certificates.views.due_for_purge import former_due_for_purge
from training.records.exchange.former import FormerCertificate


def purge_former(session: Session, planned: Collection[int], *, now: datetime) -> int:
    """`planned` are keys of the files that brought them; says how many of those were due."""
    due = sorted(set(planned).intersection(former_due_for_purge(session, now=now)))
    nobody = {"name": "", "id_number": "", "id_number_index": b"", "purged_at": now}
    gone = update(FormerCertificate).where(
        FormerCertificate.batch_id.in_(due), FormerCertificate.purged_at.is_(None)
    )
    session.execute(gone.values(nobody), execution_options={"synchronize_session": False})
    return len(due)
