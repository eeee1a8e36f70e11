"""待办、日程: what somebody of the office owes, told to the chat's own lists, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from training.chat.terms import EVENTS, TodoKind

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
    starts_at: datetime | None = None
    """Only of what stands in a calendar."""


def ends_by_itself(kind: TodoKind, due_at: datetime | None, now: datetime) -> bool:
    """Whether it needs no closing: an event whose time is over is the past, and stays in the calendar."""
    return kind in EVENTS and due_at is not None and due_at <= now


def pause_before_next(attempts: int, least: timedelta = timedelta()) -> timedelta | None:
    """How long to wait after so many attempts came to nothing; None gives up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return max(least, min(FIRST_PAUSE * (1 << (attempts - 1)), LONGEST_PAUSE))
