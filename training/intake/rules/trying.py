"""A file that breaks its reader is tried again, ever later, behind all others, and not for ever."""

from datetime import datetime, timedelta

PAUSES = tuple(timedelta(minutes=each) for each in (1, 5, 15, 30))
"""After the first failure, the second …"""
MOST_TRIES = len(PAUSES) + 1


def is_given_up(failures: int) -> bool:
    return failures >= MOST_TRIES


def is_due_again(failures: int, last: datetime | None, now: datetime) -> bool:
    """Whether it has waited for long enough; what never failed is due at once."""
    return last is None or now - last >= PAUSES[min(failures, len(PAUSES)) - 1]
