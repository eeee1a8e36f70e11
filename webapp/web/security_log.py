"""安全日志: one line of JSON an event, to wherever the settings say.

One file a day, so that several processes write without a rotation between them; the names of trainees, their
phones and whatever was typed are in none.
"""

import json
import logging
import os
from datetime import UTC, datetime
from logging.handlers import SysLogHandler
from pathlib import Path

from training.ports.security import ENDING, PREFIX, log
from training.settings import Settings

MOST_A_MINUTE = 1_000
"""Of each process: who knocks without end must not fill the disk; how many were left out is told."""


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
        return json.dumps({"at": at, "event": record.getMessage(), **facts}, ensure_ascii=False)


class DayFiles(logging.Handler):
    """Appends to the file of the day (UTC), readable by its owner only; one write a line is never torn."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._minute, self._told = 0, 0

    def emit(self, record: logging.LogRecord) -> None:
        line = self._counted(record)
        if not line:
            return
        path = self._folder / _name(datetime.fromtimestamp(record.created, UTC))
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, line.encode())
            finally:
                os.close(descriptor)
        except OSError:
            self.handleError(record)

    def _counted(self, record: logging.LogRecord) -> str:
        """The line, behind how many of the minute before were left out; empty where this one is."""
        minute = int(record.created // 60)
        if minute != self._minute:
            dropped, self._minute, self._told = self._told - MOST_A_MINUTE, minute, 0
            if dropped > 0:
                left_out = log.makeRecord(log.name, logging.INFO, "", 0, "left_out", (), None)
                left_out.facts = {"count": dropped}
                self._told = 1
                return f"{self.format(left_out)}\n{self.format(record)}\n"
        self._told += 1
        return self.format(record) + "\n" if self._told <= MOST_A_MINUTE else ""


def _handler(settings: Settings) -> logging.Handler:
    if settings.security_log == "stderr":
        return logging.StreamHandler()
    if settings.security_log == "syslog":
        return SysLogHandler(_address(settings.syslog_address))
    return DayFiles(settings.security_log_folder)


def _address(given: str) -> str | tuple[str, int]:
    """A socket's path, or host:port."""
    host, _, port = given.rpartition(":")
    return (host, int(port)) if host and port.isdecimal() else given


def _name(day: datetime) -> str:
    return f"{PREFIX}{day.astimezone(UTC):%Y-%m-%d}{ENDING}"
