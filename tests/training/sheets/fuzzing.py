"""Mutated files, thousands of them: a long-lived process reads one after the other and may die of any.

    python -m tests.training.sheets.fuzzing FIRST LAST STEP FOLDER

It says the number of each file before it reads it, so that whoever started it knows of which it died.
"""

import random
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from importlib import import_module
from io import BytesIO
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from tests.training.sheets.builders import CASES
from training.attendance.sheets.punches import read_punches
from training.attendance.sheets.watching import read_watching
from training.classes.sheets.roster import read_roster
from training.confined import confine
from training.errors import UnreadableFile
from training.notice.policy import Policy
from training.sheets import books
from training.sheets.cells import Sheet
from training.sheets.child_statuses import CannotRead
from training.sheets.workbook_child import FAULTS, READERS

DAY = date(2026, 3, 1)
SECONDS, MOST_MB = 24 * 3600, 1_024
MOST_ROWS = 5_000
PIECES = (
    *(b"\0", b"\xff", b"\x1a", b"<", b"&", b'"', b"=", b"\t", b",", b"\n", b"9" * 30, b"-1", b"1e999"),
    *("姓名".encode(), "手机".encode(), "合计".encode("gbk"), "下午".encode()),
    *(b"25:61", b"2026-02-30", b"XFD1048576", b"#N/A"),
)
# It kills every reader that is not confined, and has a test of its own.
DEADLY = "r20b-far-cell.xlsx"


def files() -> list[Path]:
    return sorted(path for path in CASES.rglob("*.*") if path.suffix != ".md" and path.name != DEADLY)


def mutated(number: int) -> tuple[Path, bytes]:
    """The file of that number and what has become of it: the same for the same number, everywhere."""
    chance = random.Random(number)
    path = chance.choice(files())
    content = path.read_bytes()
    if content.startswith(b"PK") and chance.random() < 0.8:
        return path, _inside(content, chance)
    return path, _changed(content, chance)


def _inside(content: bytes, chance: random.Random) -> bytes:
    """A whole .xlsx of which one part is changed: the outside alone would be refused at once."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        chosen = chance.choice([name for name in old.namelist() if name.startswith("xl/")])
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _changed(part, chance) if name == chosen else part)
    return target.getvalue()


def _changed(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(changed) + 1)
        end = min(len(changed), start + chance.choice((0, 0, 1, 1, 4, 40)))
        piece = chance.choice(
            (b"", bytes([chance.randrange(256)]), chance.choice(PIECES), bytes(changed[start:end]) * 2)
        )
        changed[start:end] = piece
    return bytes(changed)


def read(path: Path, kind: str) -> int:
    """How many rows of that kind; raises UnreadableFile, and AssertionError for a good row that is none."""
    readers = {
        "punches": lambda: ((row.findings, row.number) for row in read_punches(path)),
        "watching": lambda: ((not row.is_good, row.name) for row in read_watching(path)),
        "roster": lambda: ((not row.is_good, row.id_number) for row in read_roster(path, DAY, Policy())),
    }
    count = 0
    for is_wrong, key in islice(readers[kind](), MOST_ROWS):
        assert is_wrong or key, "a row that is good and of nobody"
        count += 1
    return count


def _read_here(path: Path, kind: str = "book", encoding: str = "") -> list[Sheet]:
    """As `workbooks.read_workbook`, but in this process, which is confined itself and may die of it."""
    reader = import_module(READERS[kind])
    try:
        told = [(each, list(rows)) for each, rows in reader.sheets_of(str(path), kind, encoding)]
    except (CannotRead, *reader.FAULTS, *FAULTS, MemoryError, BadZipFile) as error:
        raise UnreadableFile("as the process would say") from error
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise UnreadableFile("as the process would say") from panic
    return [
        Sheet(each["name"], rows, each["is_visible"], frozenset(each["hidden_columns"]))
        for each, rows in told
    ]


def _read_all(numbers: Iterator[int], folder: Path) -> None:
    books.read_workbook = _read_here
    for number in numbers:
        source, content = mutated(number)
        path = folder / f"{number}{source.suffix}"
        path.write_bytes(content)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        with suppress(UnreadableFile):
            read(path, source.parent.name)
        path.unlink()
    sys.stdout.write("done\n")


if __name__ == "__main__":
    first, last, step = map(int, sys.argv[1:4])
    confine(SECONDS, MOST_MB)
    _read_all(iter(range(first, last, step)), Path(sys.argv[4]))
