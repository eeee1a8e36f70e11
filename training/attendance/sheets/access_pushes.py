"""What machines in access-control mode (门禁) push, in ZKTeco's Security PUSH protocol; pure (R43)."""

from collections.abc import Mapping
from datetime import UTC, datetime

from training.attendance.sheets.attlog import read_wall_clock
from training.attendance.sheets.punch_rows import PunchRow, read_number
from training.attendance.sheets.push_fields import numbered_lines, read_int, read_name, read_pairs
from training.attendance.sheets.pushed import Pushed, PushedUser, UnreadPush
from training.notice.clock import SHANGHAI

EVENTS, STATE, BULK = "RTLOG", "RTSTATE", "TABLEDATA"
PASSES, USERS = "TRANSACTION", "USER"
# Of the events at a door: a person was recognised and let in; others are doors, alarms and refusals.
LET_IN = frozenset(("0", "1", "2", "3"))
# The protocol's lists call these openings too, by finger or in other ways, and differ from model to model.
DOUBTFUL = frozenset(("5", *map(str, range(14, 20))))
NOBODY = ("", "0")


def read_events(body: bytes, device: str, pushed: Pushed) -> None:
    """实时事件 (rtlog): what happens at the door, line by line as pairs of name and value."""
    for number, line in numbered_lines(body):
        told = _told(line)
        at = read_wall_clock(told.get("time", ""))
        _take_pass(number, line, _Pass(told, "event", "inoutstatus", "verifytype"), at, device, pushed)


def read_bulk(body: bytes, name: str, device: str, pushed: Pushed) -> None:
    """批量数据 (tabledata) of that table: what passed the door while there was no network, and the users."""
    for number, line in numbered_lines(body):
        told = _told(line)
        if name.upper() == PASSES:
            at = _moment_of(told.get("time_second", ""))
            _take_pass(number, line, _Pass(told, "eventtype", "inoutstate", "verified"), at, device, pushed)
        elif name.upper() == USERS:
            _take_user(number, line, told, pushed)
        else:
            # Pictures and templates: of no use here and a danger to their owners.
            pushed.of_no_use += 1


def encode_clock(at: datetime) -> int:
    """Seconds as these machines count them: every month has 31 days; of the moment in UTC."""
    utc = at.astimezone(UTC)
    days = ((utc.year - 2000) * 12 + utc.month - 1) * 31 + utc.day - 1
    return days * 86_400 + (utc.hour * 60 + utc.minute) * 60 + utc.second


class _Pass:
    """One event by the names that its table has for the same things."""

    def __init__(self, told: Mapping[str, str], event: str, status: str, verify: str):
        self.pin = told.get("pin", "")
        self.event = told.get(event, "")
        self.status = read_int(told.get(status, ""))
        self.verify = read_int(told.get(verify, ""))


def _take_pass(
    number: int, line: bytes, told: _Pass, at: datetime | None, device: str, pushed: Pushed
) -> None:
    if told.event.isdecimal() and (told.event not in LET_IN | DOUBTFUL or told.pin in NOBODY):
        pushed.of_no_use += 1
        return
    pin = read_number(told.pin)
    if at is None or told.event not in LET_IN:
        pushed.unread.append(UnreadPush(number, line, "看不懂时间" if at is None else "看不懂事件"))
    elif pin is None:
        pushed.unread.append(UnreadPush(number, line, "没有考勤号"))
    else:
        pushed.punches.append(PunchRow(number, pin, at, device, told.status, told.verify))


def _take_user(number: int, line: bytes, told: Mapping[str, str], pushed: Pushed) -> None:
    pin = read_number(told.get("pin", ""))
    if pin is None:
        pushed.unread.append(UnreadPush(number, line, "没有考勤号"))
    else:
        pushed.users.append(PushedUser(number, pin, read_name(read_pairs(line).get(b"name", b""))))


def _told(line: bytes) -> dict[str, str]:
    pairs = read_pairs(line).items()
    texts = ((key.decode("ascii", "replace"), value.decode("ascii", "replace")) for key, value in pairs)
    return {key: value.strip() for key, value in texts}


def _moment_of(seconds: str) -> datetime | None:
    """The wall clock behind such a count, or the text of a moment."""
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= 10):
        return read_wall_clock(seconds)
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    months, day = divmod(days, 31)
    years, month = divmod(months, 12)
    try:
        return datetime(2000 + years, month + 1, day + 1, hour, minute, second, tzinfo=SHANGHAI)
    except ValueError:
        return None
