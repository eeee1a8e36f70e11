"""Files of security events whose time is over."""

from datetime import UTC, datetime
from pathlib import Path

from training.ports.security import ENDING, PREFIX


def remove_old_logs(folder: Path, before: datetime) -> int:
    """Remove the files of days before that one; says how many."""
    last = f"{PREFIX}{before.astimezone(UTC):%Y-%m-%d}{ENDING}"
    gone = [each for each in sorted(folder.glob(f"{PREFIX}*{ENDING}")) if each.name < last]
    for each in gone:
        each.unlink(missing_ok=True)
    return len(gone)
