"""What backups are called, and which go when a new one is there."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

PREFIX = "chaban-"
STAMP = "%Y%m%dT%H%M%SZ"
NAMES = re.compile(rf"{PREFIX}\d{{8}}T\d{{6}}Z")
FRESH = timedelta(hours=3)
"""So young that the night's backup has been made already, by another worker or by hand."""
MISSED = timedelta(hours=25)
"""Without a backup so young, a night was missed and is made up for; one a night, with an hour for it."""


def name_of(made_at: datetime) -> str:
    """In the order of time; in UTC, so that no clock is put back."""
    return f"{PREFIX}{made_at.astimezone(UTC):{STAMP}}"


def time_of(name: str) -> datetime | None:
    """When it was begun; None of whatever else lies in the folder."""
    if not NAMES.fullmatch(name):
        return None
    try:
        return datetime.strptime(name.removeprefix(PREFIX), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def too_old(names: Iterable[str], kept: int) -> list[str]:
    """All but the newest `kept`, the oldest first."""
    of_ours = sorted(name for name in names if time_of(name) is not None)
    return of_ours[: max(len(of_ours) - kept, 0)]
