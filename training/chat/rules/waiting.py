"""When a message that could not be answered is tried again, and until when that is worth it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# What the platform advises to whoever asked too often: after 1, 2, 4 seconds, and so on.
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=1)
MOST_DOUBLINGS = 6
# An answer that nobody could bring for so long answers a question of yesterday.
GIVEN_UP_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Hindrance:
    """Why it waits: `pause` is the least that the platform asks for."""

    pause: timedelta = timedelta()
    is_throttled: bool = False
    """We asked too often: it will be answered, only later."""


def pause_before_next(waits: int, hindrance: Hindrance) -> timedelta:
    """Twice as long after every time it waited, up to a minute, and never less than was asked for."""
    doubled: timedelta = FIRST_PAUSE * (1 << min(waits, MOST_DOUBLINGS))
    return max(min(doubled, LONGEST_PAUSE), hindrance.pause)


def is_worth_waiting(received_at: datetime, hindrance: Hindrance, now: datetime) -> bool:
    return hindrance.is_throttled or now - received_at < GIVEN_UP_AFTER
