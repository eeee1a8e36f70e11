"""待办: what somebody of the office owes, told to the chat's own list of things to do, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from training.chat.terms import TodoKind

MOST_ATTEMPTS = 8
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True)
class Duty:
    """One thing that is owed; its key is another as soon as something else is owed."""

    key: str
    kind: TodoKind
    about: UUID
    """The class or the check that it is about."""
    subject: str
    due_at: datetime | None


def pause_before_next(attempts: int, least: timedelta = timedelta()) -> timedelta | None:
    """How long to wait after so many attempts came to nothing; None gives up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return max(least, min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE))
