from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from training.records.checks.evidence import Evidence
from training.records.checks.video_checks import LiveStatistics
from training.records.claims.papers import ClaimPaper
from training.records.documents import Attachment
from training.records.follow_ups.follow_ups import FollowUpProof
from training.records.payments.meetings import MeetingMinutes
from training.records.subsidies.publicity import PublicityMinutes
from training.records.uploads import FilePart, Upload

NAMED: tuple[tuple[InstrumentedAttribute[str], tuple[ColumnElement[bool], ...]], ...] = (
    # What was purged is named no more: a file that is there all the same has outlived its time.
    (Evidence.original_key, (Evidence.purged_at.is_(None),)),
    (Evidence.served_key, (Evidence.purged_at.is_(None),)),
    (ClaimPaper.store_key, (ClaimPaper.purged_at.is_(None),)),
    (ClaimPaper.thumbnail_key, (ClaimPaper.purged_at.is_(None),)),
    (LiveStatistics.file_key, (LiveStatistics.purged_at.is_(None),)),
    (PublicityMinutes.store_key, ()),
    (MeetingMinutes.store_key, ()),
    (Attachment.store_key, (Attachment.purged_at.is_(None),)),
    (FollowUpProof.store_key, (FollowUpProof.purged_at.is_(None),)),
    (Upload.store_key, (Upload.purged_at.is_(None),)),
    (FilePart.store_key, (FilePart.purged_at.is_(None),)),
)


def named_keys(session: Session) -> Iterator[str]:
    """Every key that a row names, so that its file must be there."""
    for column, conditions in NAMED:
        yield from session.scalars(select(column).where(column.is_not(None), *conditions))


def stray(session: Session, keys: Collection[str]) -> set[str]:
    """Those of the keys that no row names."""
    left = set(keys)
    for column, conditions in NAMED:
        left -= set(session.scalars(select(column).where(column.in_(left), *conditions)))
    return left


FOLDERS = ("pictures", "original", "served", "statistics", "claims", "minutes", "uploads", "documents")
"""Of all stores; whatever else lies beside them is not ours."""
