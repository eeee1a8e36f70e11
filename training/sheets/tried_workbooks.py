"""Workbooks that may do harm, tried in a process of their own before this one reads them.

In a damaged .xls the compiled reader panics, aborts or follows a loop without end (calamine issues 550 and
714), which Python cannot catch. Of an .xlsx it makes room for every cell between the first and the last one,
so that a file of 5 KB may ask for 500 GB; where strangers' files arrive, that would end the server.
"""

import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import python_calamine

MOST_MEMORY = 1 << 30
PATIENCE_SECONDS = 60


def is_safe_to_read(path: Path) -> bool:
    """Whether a process survives reading this file; an orderly complaint of the reader is survival."""
    command = [sys.executable, "-I", __file__, str(path)]
    try:
        trial = subprocess.run(  # noqa: S603  (our own interpreter and file; the path is one argument)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return trial.returncode == 0


def _try(path: str) -> None:
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with Path(path).open("rb") as file, suppress(Exception):
        book = python_calamine.CalamineWorkbook.from_filelike(file)
        for name in book.sheet_names:
            for _ in book.get_sheet_by_name(name).iter_rows():
                pass


if __name__ == "__main__":
    _try(sys.argv[1])
