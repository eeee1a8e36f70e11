"""A school hands in its machine's file once a week, as it has to: what comes later waits to be accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from sqlalchemy.orm import Session

from training.attendance.acts.import_punches import import_punches
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.sheets.punches import read_punches
from training.notice.clock import SHANGHAI, shanghai_day
from training.records.classes.classes import Institution
from training.sheets.hand_in import HandedFile

WEEK = timedelta(days=7)
MORNING = time(9)


@dataclass(frozen=True)
class Counts:
    """Rows of all the weeks."""

    stored: int
    known: int


def import_weekly(
    session: Session, path: Path, institution: Institution, handed_by: str, until: datetime
) -> Counts:
    """Each week on the morning after its last day, and the last one at `until` at the latest."""
    stored, known = 0, 0
    for handed_at, rows in _weeks(path, until):
        digest = sha256(path.read_bytes() + handed_at.isoformat().encode()).hexdigest()
        file = HandedFile(path.name, digest, handed_by, handed_at)
        report = import_punches(session, rows, file, institution)
        stored, known = stored + report.stored, known + report.known
    return Counts(stored, known)


def _weeks(path: Path, until: datetime) -> Iterator[tuple[datetime, list[PunchRow]]]:
    rows = sorted(read_punches(path), key=lambda row: row.punched_at)
    if not rows:
        return
    first = shanghai_day(rows[0].punched_at)
    for week, own in groupby(rows, key=lambda row: (shanghai_day(row.punched_at) - first) // WEEK):
        after = first + (week + 1) * WEEK
        yield min(datetime.combine(after, MORNING, SHANGHAI), until), list(own)
