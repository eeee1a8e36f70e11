"""Files that hold names and hours as they are: no other user of the machine looks in."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

PRIVATE = 0o600
BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside its file; it makes them as open or as closed as the file itself."""


def close_to_others(database: Path) -> None:
    """Make the file of a SQLite database readable by its owner alone, before SQLite makes it for everybody.

    What stood open from an earlier version is closed. Nothing is raised: whoever opens the file says better
    why it cannot be done, and somebody else's file is theirs to close.
    """
    with suppress(OSError):
        if not database.exists():
            _make(database)
        for suffix in BESIDE:
            with suppress(FileNotFoundError):
                Path(f"{database}{suffix}").chmod(PRIVATE)


def _make(database: Path) -> None:
    """By a link, for the file itself must not be opened here: to close it again would drop the locks that
    SQLite holds on it for another thread."""
    descriptor, draft = mkstemp(prefix=f".{database.name}.", dir=database.parent)
    os.close(descriptor)
    try:
        with suppress(FileExistsError):
            os.link(draft, database)
    finally:
        os.unlink(draft)
