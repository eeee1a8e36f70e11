"""What all workers of a run share: one folder, and whatever is made in it once."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from tempfile import gettempdir, mkdtemp

IN_MEMORY = Path("/dev/shm")  # noqa: S108  (the folder of a run has a name of its own in it)
ENOUGH_BYTES = 1 << 30


def new_folder() -> Path:
    """For this run alone, where nothing waits for a disk if the machine has room for it.

    Not in pytest's own folder, which a second run closes to the user of the PostgreSQL server.
    """
    roomy = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ENOUGH_BYTES
    folder = Path(mkdtemp(prefix="chaban-tests-", dir=IN_MEMORY if roomy else gettempdir()))
    folder.chmod(0o755)
    return folder


@contextmanager
def first_in(folder: Path, name: str) -> Iterator[bool]:
    """Whether this worker is the first to come here and shall make it; the others wait until it is made."""
    made = folder / f"{name}.made"
    with (folder / f"{name}.lock").open("w") as turn:
        flock(turn, LOCK_EX)
        yield not made.exists()
        made.touch()
