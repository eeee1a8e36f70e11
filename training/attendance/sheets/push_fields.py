"""The small change of the machines' protocol: lines, pairs, times, names (pure)."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from urllib.parse import unquote_to_bytes

from training.attendance.sheets import attlog
from training.notice.clock import SHANGHAI

LINE_ENDS = re.compile(rb"\r\n|\n|\r")
FORM = re.compile(rb"\A(?:[A-Za-z]{1,16}=[^&\t\r\n]{0,64}&){0,8}data=", re.IGNORECASE)
OFFSET = re.compile(r"[+-]\d{1,5}")


def without_form(body: bytes) -> bytes:
    """Some firmware posts its lines as the field `data` of a form, percent-encoded or as they are."""
    start = FORM.match(body)
    if not start:
        return body
    value = body[start.end() :]
    if b"\t" in value:
        return value
    return unquote_to_bytes(value.partition(b"&")[0].replace(b"+", b" "))


def numbered_lines(body: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(LINE_ENDS.split(body), 1):
        if line.strip():
            yield number, line


def read_pairs(text: bytes, between: bytes = b"\t") -> dict[bytes, bytes]:
    parts = (part.partition(b"=") for part in text.split(between))
    # The first pair stands behind the word that says what the line is.
    return {key.split()[-1].lower(): value for key, sign, value in parts if sign and key.strip()}


def read_wall_clock(text: str, offset: str = "") -> datetime | None:
    """As in a file of such a machine; aware, in the machine's own zone where it says one."""
    return attlog.read_wall_clock(text, _zone(offset))


def _zone(offset: str) -> timezone:
    """The machine's own, where it says how many seconds it is ahead of UTC."""
    if not OFFSET.fullmatch(offset):
        return SHANGHAI
    ahead = timedelta(seconds=int(offset))
    return timezone(ahead) if abs(ahead) <= timedelta(hours=14) else SHANGHAI


def read_name(written: bytes) -> str:
    """In UTF-8 or GB2312: bytes of a Chinese name can be good UTF-8 by accident, but then not Chinese."""
    try:
        name = written.decode("utf-8")
    except UnicodeDecodeError:
        name = ""
    if not (name and (name.isascii() or any("\u4e00" <= letter <= "\u9fff" for letter in name))):
        name = written.decode("gb18030", "replace")
    return printable(name)


def printable(text: str, longest: int = 64) -> str:
    """What may be stored and shown: PostgreSQL takes no zero byte, and no terminal should take an escape."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:longest]


def read_int(text: str, digits: int = 5) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


UNTOLD_STAMPS = frozenset({0, 9999})
"""What firmware without stamps of its own gives back as it got it."""


def read_stamp(text: str) -> int | None:
    """戳记: how far the machine says that it has handed in; None where it says nothing by it."""
    stamp = read_int(text.strip(), digits=18)
    return None if stamp in UNTOLD_STAMPS else stamp
