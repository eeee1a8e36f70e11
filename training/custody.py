"""Which keys the database says are in use: whoever brings others is refused before anything is read.

To look costs a statement, so it is done once; and before each transaction while the keys that are in use are
not yet those that the settings want, for they may change at any moment then.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import Connection, Integer, String, column, func, inspect, select, table
from sqlalchemy.orm import Session

from training.errors import NotNow
from training.vault import Fingerprints, Vault

NAMES = {"data": "CHABAN_DATA_KEY", "index": "CHABAN_INDEX_KEY"}
LIVE = table(
    "key_in_use",
    column("id", Integer),
    column("kind", String),
    column("fingerprint", String),
    column("crypto", String),
    column("retired_at"),
)
TURN = 7_301_202_607
"""The lock of PostgreSQL that a change of keys holds alone, and everybody else together."""
LOOKED = "chaban_keys_looked"


class WrongKey(NotNow):
    """The key of the settings is not the one by which this database was sealed or indexed."""

    def __init__(self, kind: str, own: str, wanted: str):
        name = NAMES[kind]
        super().__init__(
            f"{name} 与这个数据库不符：设置里密钥的指纹是 {own}，数据库用的是 {wanted}。"
            f"请把原来的密钥填回 {name}（正在更换密钥的，填进 {name}S_BEFORE）再运行；"
            "找不到原来的密钥，请停下来联系维护人员，不要继续录入，否则同一个人会出现两份。"
        )
        self.name = name


class _Seen(NamedTuple):
    """What a look at the database found: how often the keys had changed, and which are in use."""

    version: int
    is_settled: bool
    """They are those that the settings want."""
    keys: Fingerprints


class Custody:
    """Watches over one database's keys for all its sessions; may be used by several threads."""

    def __init__(self, vault: Vault):
        self._vault = vault
        self._seen: _Seen | None = None
        self._turn = Lock()

    @contextmanager
    def over(self, session: Session, *, alone: bool = False) -> Iterator[None]:
        """The transaction reads and writes by the keys in use at its beginning; raises WrongKey.

        `alone` waits until nobody else is in a transaction, and lets nobody begin one.
        """
        keys = self._look_where_needed(session.connection(), alone)
        if keys is None:
            yield
            return
        with self._vault.using(keys):
            yield

    def _look_where_needed(self, connection: Connection, alone: bool) -> Fingerprints | None:
        """None where the database knows of no keys yet; what was seen before where it still holds."""
        version, seen = version_of(connection), self._seen
        holds = seen is not None and seen.is_settled and version == seen.version
        if seen is not None and holds and not alone and self._has_looked(connection):
            return seen.keys
        if not inspect(connection).has_table(LIVE.name):
            return None
        _take_turn(connection, alone)
        keys = self._judged(connection)
        if keys is not None:
            self._remember(_Seen(version, keys == self._vault.wanted, keys))
            connection.info[LOOKED] = True
        return keys

    def _remember(self, seen: _Seen) -> None:
        """Whoever looked before a change and is slow to say so must not turn the others back."""
        with self._turn:
            if self._seen is None or seen[:2] >= self._seen[:2]:
                self._seen = seen
                self._vault.settle(seen.keys)

    def _has_looked(self, connection: Connection) -> bool:
        """SQLite's own number tells of a change; on PostgreSQL each new connection looks for itself."""
        return connection.dialect.name == "sqlite" or LOOKED in connection.info

    def _judged(self, connection: Connection) -> Fingerprints | None:
        found: dict[str, str] = {}
        known = {"data": self._vault.has_data, "index": self._vault.has_index}
        own = {"data": self._vault.wanted.data, "index": self._vault.wanted.index}
        for kind, fingerprint, crypto in connection.execute(live_keys()):
            if not known[kind](fingerprint):
                raise WrongKey(kind, own[kind], f"{fingerprint}（{crypto}）")
            # The latest comes last: by it is sealed, by those before only opened.
            found[kind] = fingerprint
        return Fingerprints(**found) if len(found) == len(NAMES) else None


def live_keys() -> Any:
    """Statement for kind, fingerprint and family of algorithms, in the order in which they came into use."""
    live = select(LIVE.c.kind, LIVE.c.fingerprint, LIVE.c.crypto).where(LIVE.c.retired_at.is_(None))
    return live.order_by(LIVE.c.id)


def version_of(connection: Connection) -> int:
    """How often the keys changed, where the database can tell without a statement; 0 elsewhere."""
    if connection.dialect.name != "sqlite":
        return 0
    driver: Any = connection.connection
    return int(driver.execute("PRAGMA user_version").fetchone()[0])


def note_change(connection: Connection) -> None:
    """Whoever has looked at the keys before looks again."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {version_of(connection) + 1}")


def _take_turn(connection: Connection, alone: bool) -> None:
    # A statement of its own: what is read in the same one would be older than the wait for it.
    if connection.dialect.name == "postgresql":
        turn = func.pg_advisory_xact_lock(TURN) if alone else func.pg_advisory_xact_lock_shared(TURN)
        connection.execute(select(turn))
