"""A file can hurt nobody: whatever became of it, it ends in rows or in a refusal in words.

CHABAN_FUZZ says how many files (`make fuzz`: 200,000); 2,000 where it says nothing.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import CHECKOUT
from tests.patience import PATIENCE
from tests.training.sheets.fuzzing import mutated, read
from training.errors import UnreadableFile

HOW_MANY = int(os.environ.get("CHABAN_FUZZ", "2000"))
LANES = 2
"""Read at the same time, where there are processors for it."""


@pytest.mark.parametrize("lane", range(LANES))
def test_a_mutated_file_ends_in_rows_or_in_words(tmp_path, lane):
    first, died_of = lane, []
    while first < HOW_MANY:
        reached, status = read_until_it_dies(first, tmp_path)
        if status == "done":
            break
        died_of.append(reached)
        first = reached + LANES

    # A death of the reader: the product reads in a process of its own, and must live.
    assert {outcome(number, tmp_path) for number in died_of} <= {"rows", "words"}


def outcome(number: int, folder: Path) -> str:
    source, content = mutated(number)
    path = folder / f"deadly{source.suffix}"
    path.write_bytes(content)
    try:
        read(path, source.parent.name)
    except UnreadableFile as refusal:
        return "words" if str(refusal) else "silence"
    return "rows"


def read_until_it_dies(first: int, folder: Path) -> tuple[int, str]:
    """The last file that was begun, and `done` or how the process ended; its own complaint fails the test."""
    command = [sys.executable, "-m", "tests.training.sheets.fuzzing", str(first), str(HOW_MANY), str(LANES)]
    process = subprocess.run(
        [*command, str(folder)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=PATIENCE + HOW_MANY,
    )
    said = process.stdout.split()
    if said and said[-1] == "done":
        return HOW_MANY, "done"
    assert process.returncode < 0, f"of file {said[-1:]}: {process.stderr[-2000:]}"
    return int(said[-1]), f"signal {-process.returncode}"
