"""What became of deadlines when the calendar changed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.deadlines.terms import DeadlineKind
from training.records.calendar import DeadlineMoved

MOST_LISTED = 200


@dataclass(frozen=True)
class Moved:
    """One deadline: its last day before and by the calendar of now; why it was left, where it was."""

    kind: DeadlineKind
    what: str
    district_id: int
    was: date
    becomes: date
    is_moved: bool
    because: str

    @property
    def in_words(self) -> str:
        if self.is_moved:
            return f"{self.kind} {self.what}：{self.was} 改为 {self.becomes}"
        return f"{self.kind} {self.what}：应为 {self.becomes}，已按 {self.was} 办理，不改"


def list_moved(session: Session) -> tuple[tuple[Moved, datetime], ...]:
    """Every stored deadline that the calendar moved or would have moved, with when; the latest first."""
    rows = session.scalars(select(DeadlineMoved).order_by(DeadlineMoved.id.desc()).limit(MOST_LISTED))
    return tuple((moved_of(row), row.moved_at) for row in rows)


def moved_of(row: DeadlineMoved) -> Moved:
    return Moved(row.kind, row.what, row.district_id, row.was, row.becomes, row.is_moved, row.because)
