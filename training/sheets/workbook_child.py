"""The process that opens a workbook: rows as lines of JSON on its output, what sheets there are at last.

    python -m training.sheets.workbook_child SECONDS MOST_MB PATH book|html|xml [ENCODING]

Its statuses tell why it could not; one that it did not choose itself is a crash or a limit.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import Any, BinaryIO

from training.confined import confine
from training.sheets.child_statuses import BROKEN, BROKEN_SHEET, FAR, CannotRead

MOST_BYTES = 512 << 20
# OverflowError: a number under a date format that no date or duration of ours can hold.
FAULTS = (OSError, ValueError, OverflowError, KeyError)
READERS = {
    "book": "training.sheets.spreadsheets",
    "html": "training.sheets.markup",
    "xml": "training.sheets.markup",
}


def main(seconds: str, most_mb: str, path: str, kind: str, encoding: str = "") -> int:
    """Write the sheets and return the status; what an orderly complaint of a library means is told by it."""
    # The readers first: what they map when they are loaded is not the file's doing.
    reader = import_module(READERS[kind])
    confine(int(seconds), int(most_mb))
    try:
        _write(reader.sheets_of(path, kind, encoding), (*reader.FAULTS, *FAULTS))
    except CannotRead as refusal:
        sys.stderr.write("\n" + json.dumps([refusal.sheet, refusal.row]))
        return refusal.status
    except MemoryError:
        return FAR
    except (*reader.FAULTS, *FAULTS):
        return BROKEN
    return 0


Told = tuple[dict[str, Any], Iterator[tuple[int, list[Any]]]]


def _write(sheets: Iterable[Told], faults: tuple[type[Exception], ...]) -> None:
    output, index = _Counted(sys.stdout.buffer), []
    encode = json.JSONEncoder(default=_told).encode
    for told, rows in sheets:
        start, count = output.written, 0
        try:
            for row in rows:
                output.write(encode(row).encode() + b"\n")
                count += 1
        except faults as error:
            raise CannotRead(BROKEN_SHEET, told["name"]) from error
        index.append({**told, "start": start, "rows": count})
    sys.stdout.flush()
    sys.stderr.write("\n" + json.dumps(index))


class _Counted:
    """An output that knows its place, and how much is too much."""

    def __init__(self, output: BinaryIO):
        self._output = output
        self.written = 0

    def write(self, line: bytes) -> None:
        self.written += len(line)
        if self.written > MOST_BYTES:
            raise MemoryError
        self._output.write(line)


def _told(cell: object) -> dict[str, str | float]:
    """A cell for which JSON has no word, as one kind and its text."""
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    if isinstance(cell, time):
        return {"time": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"span": cell.total_seconds()}
    return {"error": str(cell)}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
