"""What attendance machines push, in the ADMS protocol of ZKTeco (熵基); pure: bytes in, records out (R43).

Bytes and not text, because names come in GB2312 or UTF-8 within one body of ASCII.
"""

import re

from training.attendance.sheets import isapi
from training.attendance.sheets.access_pushes import (
    BULK,
    EVENTS,
    PASSES,
    STATE,
    USERS,
    read_bulk,
    read_events,
)
from training.attendance.sheets.attlog import split_line
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.sheets.push_fields import (
    numbered_lines,
    printable,
    read_int,
    read_name,
    read_pairs,
    read_wall_clock,
    without_form,
)
from training.attendance.sheets.pushed import Operation, Pushed, PushedUser, UnreadPush
from training.notice.identity import ATTENDANCE_NUMBER

PUNCHES, OPERATIONS, PHOTOS, OPTIONS = "ATTLOG", "OPERLOG", "ATTPHOTO", "OPTIONS"
# Tables whose lines say by their first word what they are.
WORDED = f"{OPERATIONS} USERINFO FACE FINGERTMP FVEIN BIODATA BIOPHOTO USERPIC IDCARD ERRORLOG".split()
OF_NO_USE = b"FP FACE FVEIN BIODATA BIOPHOTO USERPIC IDCARD ERRORLOG WORKCODE".split()
PAIR = re.compile(rb"\A\s*(?:ATTLOG\s+)?PIN2?=", re.IGNORECASE)
# What recognises people, and pictures of them and their cards: nobody asked for it, and none of it is kept.
UNWANTED = frozenset(f"{PHOTOS} FACE FINGERTMP FVEIN BIODATA BIOPHOTO USERPIC IDCARD".split())
SERVED = frozenset((PUNCHES, PHOTOS, OPTIONS, EVENTS, STATE, BULK, *WORDED))
# Templates of faces and fingers, and pictures, would be of no use here and a danger to their owners.
TEMPLATES = re.compile(rb"\b(TMP|Content|Photo|FPTemplate\d)=[^\t\r\n]+", re.IGNORECASE)
CHECKED_ID_CARD = "1"
ID_NUMBER = re.compile(r"\d{17}[\dXx]")


def is_served(table: str) -> bool:
    """Whether the machine may be told that such a table was taken in: what is not read must not vanish."""
    return table.upper().partition(" ")[0] in SERVED


def is_unwanted(table: str) -> bool:
    """Whether nothing of such a table is kept: faces, fingers, pictures, ID cards (PIPL)."""
    kind, _, name = table.upper().partition(" ")
    return kind in UNWANTED or (kind == BULK and name not in (PASSES, USERS))


def read_push(table: str, body: bytes, device: str) -> Pushed:
    """Read the body of one upload of `device`; no bytes make it raise, and no line is lost.

    The table is as the machine calls it; of bulk data both names, as `TABLEDATA USER`.
    """
    kind, _, name = table.upper().partition(" ")
    pushed = Pushed()
    if kind == PHOTOS:
        _read_photo(body, pushed)
    elif kind == EVENTS:
        read_events(body, device, pushed)
    elif kind == BULK:
        read_bulk(body, name, device, pushed)
    elif kind == isapi.EVENTS:
        isapi.read_isapi(body, device, pushed)
    else:
        for number, line in numbered_lines(without_form(body)):
            _read_line(kind, number, line, device, pushed)
    return pushed


def _read_line(table: str, number: int, line: bytes, device: str, pushed: Pushed) -> None:
    if table == PUNCHES:
        _read_punch(number, line, device, pushed)
    elif table in WORDED:
        _read_worded(number, line, pushed)
    elif table in (OPTIONS, STATE):
        pushed.of_no_use += 1
    else:
        pushed.unread.append(UnreadPush(number, line, "不认识的数据表"))


def without_templates(body: bytes) -> bytes:
    """The body as it may be kept: what recognises a face or a finger is cut out of it."""
    return TEMPLATES.sub(rb"\1=", body)


def read_answers(body: bytes) -> list[dict[str, str]]:
    """The answers to commands: `ID=1&Return=0&CMD=DATA`, one a line; names of fields in small letters."""
    answers = []
    for _, line in numbered_lines(without_form(body)):
        pairs = (pair.partition("=") for pair in line.decode("ascii", "replace").split("&"))
        answers.append({key.strip().lower(): value.strip() for key, sign, value in pairs if sign})
    return answers


def _read_punch(number: int, line: bytes, device: str, pushed: Pushed) -> None:
    parts = _pairs_as_values(line) if PAIR.match(line) else split_line(line.decode("ascii", "replace"))
    parts += [""] * (12 - len(parts))
    pin, moment, status, verify, id_number, kind, offset = *parts[:4], parts[7], parts[8], parts[10]
    if ID_NUMBER.fullmatch(id_number) and kind == CHECKED_ID_CARD:
        pushed.of_no_use += 1
        return
    at = read_wall_clock(moment, offset)
    if at is None:
        pushed.unread.append(UnreadPush(number, line, "看不懂时间"))
    elif not ATTENDANCE_NUMBER.fullmatch(pin.lstrip("0")):
        pushed.unread.append(UnreadPush(number, line, "没有考勤号"))
    else:
        pushed.punches.append(
            PunchRow(number, pin.lstrip("0"), at, device, read_int(status), read_int(verify))
        )


def _pairs_as_values(line: bytes) -> list[str]:
    pairs = read_pairs(line, b"&" if b"\t" not in line and b"&" in line else b"\t")
    pin = pairs.get(b"pin", pairs.get(b"pin2", b""))
    time = pairs.get(b"time", pairs.get(b"datetime", b""))
    verify = pairs.get(b"verify", pairs.get(b"verified", b""))
    return [
        each.decode("ascii", "replace").strip() for each in (pin, time, pairs.get(b"status", b""), verify)
    ]


def _read_worded(number: int, line: bytes, pushed: Pushed) -> None:
    word, _, rest = line.strip().partition(b" ")
    if word.upper() == b"OPLOG":
        found = _operation(number, rest)
        if found:
            pushed.operations.append(found)
            return
    elif word.upper() in (b"USER", b"USERINFO"):
        user = _user(number, rest)
        if user:
            pushed.users.append(user)
            return
    elif word.upper() in OF_NO_USE and b"=" in rest:
        pushed.of_no_use += 1
        return
    pushed.unread.append(UnreadPush(number, line, "看不懂这一行"))


def _operation(number: int, rest: bytes) -> Operation | None:
    parts = [part.decode("ascii", "replace").strip() for part in rest.split(b"\t")]
    parts += [""] * (4 - len(parts))
    code, at = read_int(parts[0]), read_wall_clock(parts[2])
    if code is None or at is None:
        return None
    about = parts[3].lstrip("0")
    return Operation(
        number, code, printable(parts[1], 24), at, about if ATTENDANCE_NUMBER.fullmatch(about) else ""
    )


def _user(number: int, rest: bytes) -> PushedUser | None:
    pairs = read_pairs(rest)
    pin = pairs.get(b"pin", b"").decode("ascii", "replace").strip().lstrip("0")
    if not ATTENDANCE_NUMBER.fullmatch(pin):
        return None
    return PushedUser(number, pin, read_name(pairs.get(b"name", b"")))


def _read_photo(body: bytes, pushed: Pushed) -> None:
    """One picture: lines of `name=value`, a zero byte, the JPEG; kept in the raw body."""
    head, zero, picture = body.partition(b"\0")
    size = re.search(rb"(?:^|\n)size=(\d{1,9})", head, re.IGNORECASE)
    if zero and size and int(size[1]) == len(picture):
        pushed.of_no_use += 1
    else:
        pushed.unread.append(UnreadPush(1, body, "照片不完整"))
