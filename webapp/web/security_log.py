"""安全日志: one line of JSON an event, to wherever the settings say.

One file a day, so that several processes write without a rotation between them; the names of trainees, their
phones and whatever was typed are in none.
"""

import json
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from errno import ENOSPC
from logging.handlers import SysLogHandler
from pathlib import Path

from training.ports.security import ENDING, PREFIX, SecurityEvent, log
from training.settings import Settings

KNOCKS = frozenset({SecurityEvent.REFUSED.value, SecurityEvent.SIGN_IN_FAILED.value})
"""What anybody can make without end; whatever else happens is always written."""
MOST_A_MINUTE = 1_000
"""Of each such kind, in each process: it must not fill the disk; how many were left out is told."""


def keep_security_log(settings: Settings) -> None:
    """From here on this process writes where the settings say; said again it changes nothing."""
    for old in tuple(log.handlers):
        log.removeHandler(old)
        old.close()
    handler = _handler(settings)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


class JsonLines(logging.Formatter):
    """One object a line; the time is UTC."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts = getattr(record, "facts", {})
        line = json.dumps({"at": at, "event": record.getMessage(), **facts}, ensure_ascii=False)
        # What was typed in a terminal need not be text; no handler may fail over it.
        return line.encode(errors="backslashreplace").decode()


class DayFiles(logging.Handler):
    """Appends to the file of the day (UTC), readable by its owner only; one write a line is never torn."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._minute = 0
        self._told: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        lines = "".join(f"{each}\n" for each in self._counted(record))
        if lines:
            self._append(lines, record.created)

    def close(self) -> None:
        """What was left out of the last minute is told before the process ends."""
        left_out = self._left_out(self._minute * 60.0)
        self._told.clear()
        if left_out:
            self._append("".join(f"{each}\n" for each in left_out), self._minute * 60.0)
        super().close()

    def _append(self, lines: str, seconds: float) -> None:
        """What no file takes goes to whoever reads the process's own words: an event is never lost unseen."""
        path = self._folder / _name(datetime.fromtimestamp(seconds, UTC))
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                _write(descriptor, lines.encode())
            finally:
                os.close(descriptor)
        except OSError as fault:
            _say(f"security log: {fault.strerror}: {lines}")

    def _counted(self, record: logging.LogRecord) -> Iterator[str]:
        """The line, behind what was left out of the minute before; nothing where this one is left out."""
        minute, kind = int(record.created // 60), record.getMessage()
        if minute != self._minute:
            yield from self._left_out(record.created)
            self._minute = minute
            self._told.clear()
        self._told[kind] += 1
        if kind not in KNOCKS or self._told[kind] <= MOST_A_MINUTE:
            yield self.format(record)

    def _left_out(self, seconds: float) -> list[str]:
        return [
            self.format(_of_kind(kind, count - MOST_A_MINUTE, seconds))
            for kind, count in sorted(self._told.items())
            if kind in KNOCKS and count > MOST_A_MINUTE
        ]


def _write(descriptor: int, lines: bytes) -> None:
    """Behind a line that was torn where the disk was full it begins anew; raises OSError where it is torn."""
    size = os.fstat(descriptor).st_size
    begin = b"\n" if size and os.pread(descriptor, 1, size - 1) != b"\n" else b""
    if os.write(descriptor, begin + lines) < len(begin + lines):
        raise OSError(ENOSPC, os.strerror(ENOSPC))


def _say(words: str) -> None:
    """Where that lies on the full disk as well, nobody who came for something else is to feel it."""
    with suppress(OSError, ValueError):
        sys.stderr.write(words)


def _of_kind(kind: str, count: int, seconds: float) -> logging.LogRecord:
    told = log.makeRecord(log.name, logging.INFO, "", 0, "left_out", (), None)
    told.created, told.facts = seconds, {"kind": kind, "count": count}
    return told


def _handler(settings: Settings) -> logging.Handler:
    if settings.security_log == "stderr":
        return logging.StreamHandler()
    if settings.security_log == "syslog":
        return _syslog(settings.syslog_address)
    return DayFiles(settings.security_log_folder)


def _syslog(address: str) -> logging.Handler:
    """A collector that cannot be found must not stop the product: its events go to stderr, and it says so."""
    try:
        return SysLogHandler(_address(address))
    except OSError as fault:
        _say(f"SYSLOG_ADDRESS: {address}: {fault.strerror}; security events go to stderr\n")
        return logging.StreamHandler()


def _address(given: str) -> str | tuple[str, int]:
    """A socket's path, or host:port."""
    host, _, port = given.rpartition(":")
    return (host, int(port)) if host and port.isdecimal() else given


def _name(day: datetime) -> str:
    return f"{PREFIX}{day.astimezone(UTC):%Y-%m-%d}{ENDING}"
