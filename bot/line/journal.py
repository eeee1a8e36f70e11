"""What was acknowledged and does not stand in the database yet, in a small file of its own beside it.

DingTalk wants its acknowledgement within two seconds, and SQLite lets one writer make all others wait: to
write into this file waits for nobody. A round moves on what a dead bot left in it.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from threading import Lock

from cryptography.exceptions import InvalidTag

from training.closed import close_to_others
from training.database import Database
from training.notice.clock import CLOCKS_APART
from training.records.opening import RECEIVED
from training.vault import Vault

log = logging.getLogger("chaban.bot")
PURPOSE = "received_message.request"
# Another bot's writes, which take a few thousandths of one.
WAITS_SECONDS = 2
# Longer than a message waits for its lane while the database is held; then any bot may move it on.
LEASE = timedelta(seconds=20)
TABLE = """
CREATE TABLE IF NOT EXISTS received (
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    sender TEXT NOT NULL,
    body BLOB NOT NULL,
    leased_until REAL NOT NULL,
    PRIMARY KEY (kind, number)
)
"""
TAKE = """
UPDATE received SET leased_until = ? WHERE leased_until <= ? OR leased_until > ?
RETURNING rowid, kind, number, sender, body
"""


class Kind(StrEnum):
    """What was received."""

    MESSAGE = "message"
    EVENT = "event"


@dataclass(frozen=True)
class Receipt:
    """One frame: its number refuses it the second time, and whoever sent it is served in order."""

    kind: Kind
    number: str
    sender: str
    body: str
    """As JSON; sealed in the file."""


class Journal:
    """May be used by several threads, and several bots, at once."""

    def __init__(self, path: Path, vault: Vault):
        self._vault = vault
        self._lock = Lock()
        # What is kept is on the disk before it is acknowledged; what is forgotten twice does no harm.
        self._keeper = _open(path, "FULL")
        self._forgetter = _open(path, "NORMAL")

    def keep(self, receipt: Receipt, *, now: datetime) -> None:
        """On the disk from here on."""
        sealed = self._vault.seal(PURPOSE, receipt.body)
        row = (receipt.kind, receipt.number, receipt.sender, sealed, (now + LEASE).timestamp())
        with self._writing(self._keeper) as connection:
            connection.execute("INSERT OR IGNORE INTO received VALUES (?, ?, ?, ?, ?)", row)

    def forget(self, receipt: Receipt) -> None:
        """It stands in the database."""
        with self._writing(self._forgetter) as connection:
            own = "DELETE FROM received WHERE kind = ? AND number = ?"
            connection.execute(own, (receipt.kind, receipt.number))

    def take_left(self, *, now: datetime, at_once: bool = False) -> list[Receipt]:
        """What nobody moved on for a while, in the order in which it came; held until the lease ends."""
        ends = now + (LEASE if at_once else timedelta())
        free = (ends.timestamp(), (now + LEASE + CLOCKS_APART).timestamp())
        if not self._has_left(free):
            return []
        with self._writing(self._forgetter) as connection:
            rows = connection.execute(TAKE, ((now + LEASE).timestamp(), *free)).fetchall()
        found = [self._opened(*row) for _, *row in sorted(rows)]
        return [each for each in found if each is not None]

    def close(self) -> None:
        with self._lock:
            self._keeper.close()
            self._forgetter.close()

    def _opened(self, kind: str, number: str, sender: str, body: bytes) -> Receipt | None:
        """None for what an older key sealed, which must not keep the others from their turn."""
        try:
            return Receipt(Kind(kind), number, sender, self._vault.open(PURPOSE, body))
        except InvalidTag:
            log.error("a receipt was sealed with another key and cannot be read")
            return None

    def _has_left(self, free: tuple[float, float]) -> bool:
        with self._lock:
            own = "SELECT 1 FROM received WHERE leased_until <= ? OR leased_until > ? LIMIT 1"
            return self._forgetter.execute(own, free).fetchone() is not None

    @contextmanager
    def _writing(self, connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
        with self._lock, connection:
            yield connection


def journal_beside(database: Database) -> Journal | None:
    """None where writers do not make each other wait."""
    url = database.engine.url
    if database.engine.dialect.name != "sqlite" or not url.database:
        return None
    return Journal(Path(url.database + RECEIVED), database.vault)


def _open(path: Path, synchronous: str) -> sqlite3.Connection:
    close_to_others(path)
    connection = sqlite3.connect(path, timeout=WAITS_SECONDS, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    # What was said is gone from the file once it is forgotten.
    connection.execute("PRAGMA secure_delete = ON")
    with connection:
        connection.execute(TABLE)
    return connection
