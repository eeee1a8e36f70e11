"""The file *_attlog.dat that attendance machines write to a stick: a line a punch, no header (R43)."""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path

from training.attendance.sheets.punch_columns import PUNCHES
from training.attendance.sheets.punch_rows import PunchRow, read_number, refused_row
from training.errors import UnreadableFile, reason_of
from training.notice.clock import SHANGHAI
from training.notice.terms import Severity
from training.sheets.blanks import BlankRows
from training.sheets.books import OLE, ZIP, text_encoding
from training.sheets.findings import Finding
from training.sheets.reading import Reading

PROBE_LINES = 50
PROBE_BYTES = 65_536
# A day alone, as in a table of 日期 and 时间, would be a punch at midnight.
WALL_CLOCK = re.compile(r"([12]\d{3})([-/.])(\d{1,2})\2(\d{1,2})[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")
RUN_TOGETHER = re.compile(r"([12]\d{3})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
# What memory that was never written to looks like, and how old systems end a text.
NOTHING = "\0\x1a"
SEPARATORS = "\t,;"


def is_attlog(path: Path) -> bool:
    """Whether it is a text of lines that begin with a number and a time; a table has a header above."""
    head = _probe(path)
    if not head or head[0].startswith(("PK", "\ufffd")) or any(_is_header(line) for line in head):
        return False
    return any(not parse_attlog(0, line).findings for line in head)


def read_attlog(path: Path, reading: Reading) -> Iterator[PunchRow]:
    """Every line of the file; bytes of nothing at its end are told, for they may stand for lost lines.

    Raises TooManyBlanks.
    """
    lost, blanks = 0, BlankRows(path.name)
    with path.open(encoding=text_encoding(path), errors="replace") as file:
        for number, line in enumerate(file, 1):
            lost += sum(line.count(mark) for mark in NOTHING)
            told = line.strip(NOTHING + " \t\r\n")
            if told:
                yield parse_attlog(number, told)
            else:
                blanks.pass_over(number)
    if lost:
        message = f"文件里有 {lost} 个空字节，可能没有从考勤机拷完整；请核对最后几条打卡，必要时重新导出。"
        reading.findings.append(Finding(0, "", "", message, Severity.WARNING))


def parse_attlog(row: int, line: str) -> PunchRow:
    """PIN, perhaps a name, time, device, status, verify, work code: parted by tabs, commas or blanks.

    In this export the column behind the time is the device.
    """
    parts = split_line(line)
    number = read_number(parts[0]) if parts else None
    for at, part in enumerate(parts[1:3], 1):
        moment = read_wall_clock(part)
        if number and moment:
            device, status, verify = [*parts[at + 1 : at + 4], "", "", ""][:3]
            return PunchRow(row, number, moment, device.lstrip("0")[:64], _int(status), _int(verify))
    message = "看不懂这一行；应为 编号、时间、机器号…，用制表符分开。"
    return refused_row(row, "整行", line.strip()[:60], message, "")


def read_wall_clock(text: str, zone: tzinfo = SHANGHAI) -> datetime | None:
    """2026-03-02 08:01:12 as machines write it: also with slashes, single digits, no seconds, or no marks."""
    found = WALL_CLOCK.fullmatch(text) or RUN_TOGETHER.fullmatch(text)
    if found is None:
        return None
    numbers = [int(part or 0) for part in found.groups() if part not in ("-", "/", ".")]
    year, month, day, hour, minute, second = numbers
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


def split_line(line: str) -> list[str]:
    """The parts of a line, without the blanks and quotes around them; a moment is one part."""
    separator = next((each for each in SEPARATORS if each in line), None)
    if separator:
        return [part.strip(' "\r\n') for part in line.split(separator)]
    parts = line.split()
    # Parted by blanks the date and the time are two; a name may stand before them.
    at = next((at for at, part in enumerate(parts[:-1]) if read_wall_clock(f"{part} {parts[at + 1]}")), None)
    return parts if at is None else [*parts[:at], f"{parts[at]} {parts[at + 1]}", *parts[at + 2 :]]


def _probe(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            content = file.read(PROBE_BYTES)
    except OSError as error:
        raise UnreadableFile(f"打不开文件 {path}：{reason_of(error)}") from error
    if content.startswith((ZIP, OLE)):
        return []
    lines = content.decode(text_encoding(path), "replace").splitlines()
    return [line for line in lines if line.strip(NOTHING + " \t")][:PROBE_LINES]


def _is_header(line: str) -> bool:
    return any(PUNCHES.field_of(part) for part in split_line(line))


def _int(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None
