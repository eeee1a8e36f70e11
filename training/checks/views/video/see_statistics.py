"""The live statistics as they were handed over, for those who check: the file names people (R35)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.views.find_check import find_check
from training.errors import NotFound
from training.records.checks.video_checks import LiveStatistics
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class KeptStatistics:
    """Where the sealed store has the bytes, and what the file was called."""

    key: str
    name: str


def see_statistics(session: Session, staff: Staff, check_id: UUID) -> KeptStatistics:
    """Of the check, the file that holds: the latest; raises NotFound."""
    check = find_check(session, staff, check_id)
    kept = (LiveStatistics.check_id == check.id, LiveStatistics.purged_at.is_(None))
    own = select(LiveStatistics).where(*kept)
    found = session.scalars(own.order_by(LiveStatistics.id.desc()).limit(1)).one_or_none()
    if found is None:
        raise NotFound("这次检查的直播统计")
    return KeptStatistics(found.file_key, found.file_name)
