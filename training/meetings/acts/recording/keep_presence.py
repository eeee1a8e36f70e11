from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from training.database import insert_new
from training.records.meetings.meetings import Meeting
from training.records.meetings.members import MeetingPresence


def keep_presence(session: Session, meeting: Meeting, rows: Iterable[dict[str, Any]]) -> int:
    """Keep the statements that were not made before, and say how many."""
    new = {row["said_key"]: row | {"meeting_id": meeting.id} for row in map(_with_key, rows)}
    return insert_new(session, MeetingPresence, list(new.values()))


def _with_key(row: dict[str, Any]) -> dict[str, Any]:
    """When it was said is no part of it, for what is told again is told once."""
    parts = ["source", "member_key", "is_in", "joined_at", "left_at", "stayed_seconds", "sequence"]
    if row["joined_at"] is None and not row["sequence"]:
        # Nothing else tells a second coming from the first.
        parts.append("said_at")
    said = "|".join(str(row[part]) for part in parts)
    return row | {"said_key": sha256(said.encode()).hexdigest()}
