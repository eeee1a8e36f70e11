from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.privacy.terms import Door
from training.records.people.looks import DataLook

LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class Look:
    """查阅: who was shown what, by which door; `staff_id` is None for an operator's command."""

    who: str
    door: Door
    what: str
    subject: str
    staff_id: int | None = None


def note_look(session: Session, look: Look, *, now: datetime) -> None:
    """Write down that personal data was shown."""
    session.add(
        DataLook(
            staff_id=look.staff_id,
            who=look.who,
            door=look.door,
            what=look.what,
            subject=look.subject[:LONGEST_SUBJECT],
            looked_at=now,
        )
    )
