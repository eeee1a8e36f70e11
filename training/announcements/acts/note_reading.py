from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.records.announcements import AnnouncementReading


@dataclass(frozen=True)
class Reader:
    """Who opened it, by key: a trainee or one of the office."""

    trainee_id: int | None = None
    staff_id: int | None = None


def note_reading(session: Session, announcement_id: int, reader: Reader, *, now: datetime) -> bool:
    """Once for each reader; says whether it was the first time."""
    row = {
        "announcement_id": announcement_id,
        "trainee_id": reader.trainee_id,
        "staff_id": reader.staff_id,
        "read_at": now,
    }
    return insert_new(session, AnnouncementReading, [row]) == 1
