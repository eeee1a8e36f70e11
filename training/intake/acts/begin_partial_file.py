import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.intake.rules.receiving import refuse_new
from training.intake.rules.uploads import plain_name
from training.intake.views.partial_files import under_way
from training.records.staff.staff import Staff
from training.records.uploads import PartialFile

CHANGED = re.compile(r"[0-9]{1,24}", re.ASCII)
"""As browsers tell it: milliseconds. Whatever else is said tells no file from another."""


@dataclass(frozen=True)
class NewPartialFile:
    """What is said of a file before its first byte; `most_bytes` is what any form takes in."""

    name: str
    size: int
    most_bytes: int
    changed_at: str = ""


def begin_partial_file(session: Session, staff: Staff, new: NewPartialFile, *, now: datetime) -> PartialFile:
    """Its parts may come; raises NoSize, FileTooLarge, TooManyUnderWay or NoRoomForFiles."""
    # Two that one person begins at once are counted one after the other.
    session.get_one(Staff, staff.id, with_for_update=True)
    refuse_new(new.size, new.most_bytes, under_way(session, staff, now=now))
    file = PartialFile(
        staff_id=staff.id,
        file_name=plain_name(new.name),
        changed_at=new.changed_at if CHANGED.fullmatch(new.changed_at) else "",
        size=new.size,
        begun_at=now,
    )
    session.add(file)
    session.flush()
    return file
