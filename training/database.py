"""The database: one meaning of time, sealed columns, sessions. Importing it builds nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import RLock
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary, MetaData, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from training.custody import Custody
from training.engines import SQLITE_WAITS_MS, open_engine
from training.vault import Vault


class Base(DeclarativeBase):
    # Migrations must be able to name every constraint; without a convention each database invents its own.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC. A naive time is refused: nobody could say which hour it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """On SQLite the text is read as UTC at once: to give it a zone later costs ten times as much."""
        return _read_utc if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _read_utc(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored + "+00:00")


class Sealed(TypeDecorator[str]):
    """A text that is encrypted at rest; `purpose` binds the ciphertext to its column."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str):
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _vault(dialect).seal(self.purpose, value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else _vault(dialect).open(self.purpose, bytes(value))


class SealedBytes(TypeDecorator[bytes]):
    """Bytes as they came, encrypted at rest like `Sealed`."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str):
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _vault(dialect).seal_bytes(self.purpose, value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _vault(dialect).open_bytes(self.purpose, bytes(value))


class BlindIndex(TypeDecorator[Any]):
    """Takes the plain text in an insert or a comparison, stores and finds it by its keyed digest (bytes)."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str):
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | bytes | None, dialect: Dialect) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        return _vault(dialect).blind(self.purpose, value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else bytes(value)


def _vault(dialect: Dialect) -> Vault:
    """The dialect is the one object of an engine that a column type is given, so it carries the keys."""
    vault: Vault = dialect.vault  # type: ignore[attr-defined]
    return vault


class Database:
    """Sessions on one database. `reading()` cannot write; `writing()` commits when its block ends well.

    Each of them raises custody.WrongKey where the vault has not the keys by which the database was sealed.
    """

    def __init__(self, url: str, vault: Vault):
        self.vault = vault
        self.engine = open_engine(url, vault)
        self._custody = Custody(vault)
        self._reader = self.engine.execution_options(chaban_reads=True, postgresql_readonly=True)
        self._writer = self.engine.execution_options(chaban_writes=True)
        self._turns = RLock()
        self._jotter = self.engine.execution_options(chaban_writes=True, chaban_jots=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """The database itself refuses whatever a view would write."""
        with Session(self._reader) as session, self._custody.over(session):
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self._turn(), Session(self._writer) as session, session.begin(), self._custody.over(session):
            yield session

    @contextmanager
    def writing_alone(self) -> Iterator[Session]:
        """As `writing`, for a change of keys: everybody who heeds it waits meanwhile."""
        session = Session(self._writer)
        with self._turn(), session, session.begin(), self._custody.over(session, alone=True):
            yield session

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """SQLite lets those who wait for their write sleep ever longer; threads of one process queue instead.

        Whoever has waited long enough goes on to SQLite's own refusal, as a writer of another process would.
        """
        waits = SQLITE_WAITS_MS / 1000
        queues = self.engine.dialect.name == "sqlite" and self._turns.acquire(timeout=waits)
        try:
            yield
        finally:
            if queues:
                self._turns.release()

    @contextmanager
    def jotting(self) -> Iterator[Session]:
        """`writing()` for what can be said again: a crash loses nothing of it, a power cut the last moment.

        It saves the wait for the disk, which is most of what a small write costs.
        """
        with self._turn(), Session(self._jotter) as session, session.begin():
            if self.engine.dialect.name == "postgresql":
                session.execute(text("SET LOCAL synchronous_commit TO OFF"))
            with self._custody.over(session):
                yield session

    def close(self) -> None:
        self.engine.dispose()


def insert_new(session: Session, record: type[Base], rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose unique keys are not there yet, and say how many those were."""
    if not rows:
        return 0
    # Without the option the count of a statement over many rows is unknown on PostgreSQL.
    options = {"preserve_rowcount": True}
    statement = _insert(session, record).on_conflict_do_nothing()
    return session.connection().execute(statement, rows, execution_options=options).rowcount


def insert_one(session: Session, record: type[Base], row: dict[str, Any]) -> int | None:
    """Insert the row and give its key; None where its unique keys are there already."""
    statement = _insert(session, record).values(row).on_conflict_do_nothing()
    return session.connection().execute(statement.returning(record.__table__.c.id)).scalar()


def _insert(session: Session, record: type[Base]) -> Any:
    dialect = session.get_bind().dialect.name
    return postgresql.insert(record) if dialect == "postgresql" else sqlite.insert(record)


def wait_for_turn(session: Session, *keys: int) -> None:
    """For these keys, held until the transaction ends; on SQLite whoever writes waits for all anyway."""
    if session.get_bind().dialect.name == "postgresql":
        # In one order for all, so that no two wait for each other.
        for key in sorted(set(keys)):
            session.execute(select(func.pg_advisory_xact_lock(key)))


def blind(session: Session, purpose: str, text: str) -> bytes:
    """The blind index of a text, where a use-case must match rows in memory."""
    return _vault(session.get_bind().dialect).blind(purpose, text)


def index_in_use(session: Session) -> str:
    """The fingerprint of the key by which this transaction makes and finds blind indexes."""
    return _vault(session.get_bind().dialect).fingerprints()["index"]
