"""Workbooks, read in a process of their own: a damaged or hostile one can end that process and nothing else.

In a damaged .xls the compiled reader panics, aborts or follows a loop without end (calamine issues 550 and
714), which Python cannot catch. Of an .xlsx it makes room for every cell between the first and the last one,
so that a file of 5 KB may ask for 500 GB. What the process has read comes back as lines of JSON.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from weakref import finalize

from training.confined import ENVIRONMENT, module
from training.errors import UnreadableFile
from training.sheets.cells import Cell, CellError, Sheet, without_mark
from training.sheets.child_statuses import BROKEN, BROKEN_SHEET, FAR, FULL_SHEET, LOCKED, NO_TABLE
from training.turns import own_turn

PATIENCE_SECONDS = 60
MOST_MEMORY_MB = 1_024
READ_AT_ONCE = 1 << 16
KILLED = -9
SAVE_AGAIN = "请用 Excel 或 WPS 打开后另存为 .xlsx"
NOT_WHOLE = "{} 不是完好的 Excel 文件，" + SAVE_AGAIN + "。"
REASONS = {
    BROKEN: NOT_WHOLE,
    LOCKED: "{} 有密码，请去掉密码后另存再导入。",
    FAR: "{} 太大，或在很远的单元格里有内容（按 Ctrl+End 可以看到最后一格）。"
    "请把数据复制到一个新的工作簿，另存为 .xlsx 再导入。",
    NO_TABLE: "{} 是网页或 XML，里面没有看到表格；" + SAVE_AGAIN + "。",
}
OF_A_SHEET = {
    BROKEN_SHEET: "{} 的工作表“{}”读不出来，请另存后再导入。",
    FULL_SHEET: "{} 的工作表“{}”读到第 {:,} 行已超过系统能读的大小（大多是空行或只有格式的空格子）。"
    "请只把有内容的行和列复制到一个新的工作簿，另存为 .xlsx 再导入。",
}


def read_workbook(path: Path, kind: str = "book", encoding: str = "") -> list[Sheet]:
    """The sheets of a workbook (`book`), of a web page (`html`) or of XML 2003 (`xml`) in that encoding.

    Raises UnreadableFile, saying what to do, where the process does not come through within its limits, or
    Busy where others are before it.
    """
    written = _Written()
    command = module("training.sheets.workbook_child", PATIENCE_SECONDS, MOST_MEMORY_MB)
    with own_turn():
        status, told = _run((*command, str(path.absolute()), kind, encoding), written.file)
    if status in OF_A_SHEET:
        sheet, row = json.loads(told)
        raise UnreadableFile(OF_A_SHEET[status].format(path.name, sheet, row))
    if status:
        raise UnreadableFile(REASONS.get(status, _reason_of_a_death(path)).format(path.name))
    return [_sheet(written, each) for each in json.loads(told)]


def _reason_of_a_death(path: Path) -> str:
    """An .xlsx dies of its size; in an .xls the reader loses its way."""
    with path.open("rb") as file:
        return REASONS[FAR if file.read(2) == b"PK" else BROKEN]


class _Written:
    """What the process wrote: a file without a name, closed with the last sheet that reads from it."""

    def __init__(self) -> None:
        with TemporaryFile() as file:
            self.file = os.dup(file.fileno())
        finalize(self, os.close, self.file)

    def lines_from(self, at: int) -> Iterator[bytes]:
        rest = b""
        while block := os.pread(self.file, READ_AT_ONCE, at):
            at += len(block)
            *whole, rest = (rest + block).split(b"\n")
            yield from whole


def _run(command: tuple[str, ...], written: int) -> tuple[int, str]:
    try:
        done = subprocess.run(  # noqa: S603  (our own interpreter and module; the path is one argument)
            command,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.PIPE,
            timeout=PATIENCE_SECONDS,
            env=ENVIRONMENT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return KILLED, ""
    # A panic of the reader ends with a status of its own; a signal is the limits' work, or a crash.
    is_told = done.returncode < 0 or done.returncode in (0, *OF_A_SHEET, *REASONS)
    status = done.returncode if is_told else BROKEN
    return status, done.stderr.decode(errors="replace").rpartition("\n")[2]


def _sheet(written: _Written, told: dict[str, Any]) -> Sheet:
    rows = _Rows(written, told["start"], told["rows"])
    return Sheet(told["name"], rows, told["is_visible"], frozenset(told["hidden_columns"]))


@dataclass(frozen=True)
class _Rows:
    """Reads its part of what the process wrote each time it is iterated."""

    written: _Written
    start: int
    count: int

    def __iter__(self) -> Iterator[tuple[int, list[Cell]]]:
        decode = json.JSONDecoder(object_hook=_typed).decode
        for line in islice(self.written.lines_from(self.start), self.count):
            number, cells = decode(line.decode())
            yield number, [without_mark(cell) if type(cell) is str else cell for cell in cells]


def _typed(told: dict[str, Any]) -> Cell:
    """What JSON has no word for, as the process wrote it: one kind and its text."""
    ((kind, text),) = told.items()
    if kind == "span":
        return timedelta(seconds=text)
    if kind == "error":
        return CellError(text)
    read: type[datetime | date | time] = {"moment": datetime, "day": date, "time": time}[kind]
    return read.fromisoformat(text)
