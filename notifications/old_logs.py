"""Files of security events whose time is over."""

from datetime import UTC, datetime
from pathlib import Path

from training.ports.security import ENDING, PREFIX

MOST_A_NIGHT = 31
"""One is ordinary. A clock that is wrong for a night must not cost what has to be kept for months."""


def remove_old_logs(folder: Path, before: datetime) -> int:
    """Remove the files of days before that one, the oldest first, so many a night; says how many."""
    last = f"{PREFIX}{before.astimezone(UTC):%Y-%m-%d}{ENDING}"
    gone = [each for each in sorted(folder.glob(f"{PREFIX}*{ENDING}")) if each.name < last][:MOST_A_NIGHT]
    for each in gone:
        each.unlink(missing_ok=True)
    return len(gone)
