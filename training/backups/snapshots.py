"""The database at one moment, written beside whatever goes on, and a session that sees just that moment."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, inspect, select, table, text
from sqlalchemy.orm import Session

from training.backups.postgresql import dump
from training.closed import close_to_others
from training.database import Database
from training.engines import SQLITE_WAITS_MS
from training.errors import NotNow
from training.records.opening import RECEIVED, file_of
from training.records.soundness import DatabaseDamaged, is_damage

SQLITE, POSTGRESQL = "database.sqlite", "database.pgdump"
RECEIVED_COPY = f"{SQLITE}{RECEIVED}"
DATABASES = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


class InMemory(NotNow):
    def __init__(self) -> None:
        super().__init__("内存里的数据库不能备份：请先把 DATABASE_URL 设成文件或 PostgreSQL。")


class CopyFailed(NotNow):
    """SQLite could not write all of the copy."""

    def __init__(self, said: str):
        super().__init__(f"数据库没有复制完（{said}），没有留下不完整的备份：请看磁盘是否已满，再做一次。")


@contextmanager
def snapshot(database: Database, folder: Path) -> Iterator[Session]:
    """Write the database into the folder; the session sees exactly what was written.

    Nobody who writes waits for it. Raises DatabaseDamaged, CopyFailed, InMemory, and NoTool and ToolFailed of
    PostgreSQL.
    """
    if database.engine.dialect.name == "postgresql":
        with _dumped(database, folder) as session:
            yield session
    else:
        with _copied(database, folder) as session:
            yield session


@contextmanager
def _dumped(database: Database, folder: Path) -> Iterator[Session]:
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with database.engine.connect().execution_options(**options) as connection:
        exported = str(connection.scalar(text("SELECT pg_export_snapshot()")))
        path = folder / POSTGRESQL
        close_to_others(path)
        dump(connection, exported, path)
        _on_disk(path)
        with Session(connection) as session:
            yield session


@contextmanager
def _copied(database: Database, folder: Path) -> Iterator[Session]:
    path = file_of(database.engine.url)
    if path is None:
        raise InMemory
    # The chat's first: what it loses meanwhile stands in the database, which is copied after it.
    received = Path(f"{path}{RECEIVED}")
    if received.exists():
        _copy(received, folder / RECEIVED_COPY)
    _copy(path, folder / SQLITE)
    with reading_alone(folder / SQLITE) as session:
        yield session


@contextmanager
def reading_alone(path: Path) -> Iterator[Session]:
    """A file of SQLite that nobody writes; nothing is made beside it."""
    engine = create_engine(f"sqlite:///{path.absolute().as_uri()}?immutable=1&uri=true", hide_parameters=True)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def _copy(source: Path, target: Path) -> None:
    close_to_others(target)
    try:
        with closing(_opened(source)) as whole, closing(_opened(target)) as copy:
            whole.backup(copy)
            # One file, that needs no other beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise DatabaseDamaged
    except sqlite3.Error as error:
        if is_damage(error):
            raise DatabaseDamaged from error
        raise CopyFailed(str(error)) from error
    _on_disk(target)


def _opened(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=SQLITE_WAITS_MS / 1000)


def _on_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def counts_of(connection: Connection) -> Mapping[str, int]:
    """Rows of every table that is there, by its name."""
    names = sorted(inspect(connection).get_table_names())
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}
