"""Files that come part by part: one's own, and what has arrived of each."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.errors import NotFound
from training.intake.rules.receiving import LASTS, Arrived, FileEnded, UnderWay, is_expired
from training.records.staff.staff import Staff
from training.records.uploads import FilePart, PartialFile


class Unfinished(NamedTuple):
    """A file under way, and how many bytes of it have arrived."""

    file: PartialFile
    received: int


def find_partial_file(session: Session, staff: Staff, public_id: UUID, *, now: datetime) -> PartialFile:
    """One's own that is under way; raises NotFound for what others began, FileEnded for what has ended."""
    own = select(PartialFile).where(PartialFile.public_id == public_id, PartialFile.staff_id == staff.id)
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这个正在上传的文件")
    if found.ended_at is not None or is_expired(found.begun_at, now):
        raise FileEnded
    return found


def hold_partial_file(session: Session, file_id: int) -> PartialFile:
    """Whoever else sends a part of it, or ends it, waits; raises FileEnded where it has ended meanwhile."""
    held = session.get_one(PartialFile, file_id, with_for_update=True, populate_existing=True)
    if held.ended_at is not None:
        raise FileEnded
    return held


def arrived_of(session: Session, file_id: int) -> Arrived:
    end, count = func.max(FilePart.start + FilePart.size), func.count()
    own = select(func.coalesce(end, 0), count).where(FilePart.file_id == file_id)
    received, parts = session.execute(own).one()
    return Arrived(int(received), int(parts))


def parts_of(session: Session, file_id: int) -> Sequence[FilePart]:
    """In the order of the file."""
    own = select(FilePart).where(FilePart.file_id == file_id)
    return session.scalars(own.order_by(FilePart.start)).all()


def unfinished_of(session: Session, staff: Staff, *, now: datetime) -> Sequence[Unfinished]:
    """What this person has under way, the newest first."""
    received = select(func.max(FilePart.start + FilePart.size)).where(FilePart.file_id == PartialFile.id)
    own = (
        select(PartialFile, func.coalesce(received.scalar_subquery(), 0))
        .where(PartialFile.staff_id == staff.id, PartialFile.ended_at.is_(None))
        .where(PartialFile.begun_at >= now - LASTS)
        .order_by(PartialFile.id.desc())
    )
    return [Unfinished(file, int(count)) for file, count in session.execute(own)]


def under_way(session: Session, staff: Staff, *, now: datetime) -> UnderWay:
    """What is expired lies there until the night and counts among all; its person cannot cancel it."""
    going_on = PartialFile.ended_at.is_(None)
    total = func.coalesce(func.sum(PartialFile.size), 0)
    own = select(func.count(), total).where(
        going_on, PartialFile.staff_id == staff.id, PartialFile.begun_at >= now - LASTS
    )
    files, size = session.execute(own).one()
    return UnderWay(int(files), int(size), int(session.scalar(select(total).where(going_on)) or 0))
