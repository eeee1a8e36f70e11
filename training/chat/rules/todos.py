"""待办、日程: what somebody of the office owes, told to the chat's own lists, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from training.chat.terms import EVENTS, TodoKind

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
MOST_DOUBLINGS = 6
# What is owed no more is closed as long as this; then whoever has it in the list ticks it off by hand.
CLOSED_WITHIN = timedelta(days=7)


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


def pause_before_next(attempts: int, least: timedelta = timedelta()) -> timedelta:
    """How long to wait after so many attempts came to nothing: a platform out of reach ends no duty."""
    doubled: timedelta = FIRST_PAUSE * (1 << min(attempts - 1, MOST_DOUBLINGS))
    return max(least, min(doubled, LONGEST_PAUSE))


def is_worth_closing(done_at: datetime | None, now: datetime) -> bool:
    """Whether another try is of use; what is still owed always is."""
    return done_at is None or now - done_at < CLOSED_WITHIN
