"""Whether the database can be read and written at this moment; each look costs little and leaves no row."""

import logging
import sqlite3
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from training.custody import WrongKey
from training.database import Database
from training.engines import SQLITE_WAITS_MS
from training.health.rules.findings import Finding
from training.health.terms import State
from training.records import schema
from training.records.opening import file_of
from training.records.soundness import DatabaseDamaged, is_damage, is_full

ABOUT = "数据库"
log = logging.getLogger("chaban.health")
PATIENCE_MS = 2_000
"""A monitor gives up after a few seconds; one who writes for longer is told of."""
ROOM_BYTES = 1 << 16
"""As much as a push of a machine takes; less, and the database counts as full."""
SOUND_FOR_SECONDS = 3600
"""All of the file is read anew once an hour in each process."""
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def of_database(database: Database, seconds: float) -> Finding:
    """`seconds`: the time of now, by which a look that is an hour old is forgotten."""
    try:
        _refuse_damaged(database, int(seconds // SOUND_FOR_SECONDS))
        _refuse_stuck(database.engine)
        if not schema.is_current(database):
            return Finding(ABOUT, State.FAILING, "数据库还没有升级到本版：请运行 chaban db upgrade。")
        _try_to_write(database.engine)
    except DatabaseDamaged:
        return _damaged()
    except WrongKey as refusal:
        return Finding("密钥", State.FAILING, str(refusal))
    except (SQLAlchemyError, sqlite3.DatabaseError) as fault:
        return of_fault(fault)
    return Finding(ABOUT, State.OK, "数据库能读能写。")


def of_fault(fault: BaseException) -> Finding:
    """What a fault of the database means for whoever must mend it."""
    if is_damage(fault):
        return _damaged()
    if is_full(fault):
        told = "磁盘已满，数据库写不进去，已有的记录都在：请马上清理或扩容。"
        return Finding(ABOUT, State.FAILING, told)
    code = getattr(getattr(fault, "orig", fault), "sqlite_errorcode", None)
    if code in BUSY:
        told = "数据库正被一项很长的写入占着：请稍候再看；一直这样就看有没有停不下来的导入。"
        return Finding(ABOUT, State.DEGRADED, told)
    log.error("the database fails: %s", type(getattr(fault, "orig", fault)).__name__)
    told = "数据库连不上或写不进去：请看数据库服务、磁盘和文件权限。"
    return Finding(ABOUT, State.FAILING, told)


def _damaged() -> Finding:
    return Finding(ABOUT, State.FAILING, str(DatabaseDamaged()))


def _refuse_damaged(database: Database, hour: int) -> None:
    path = file_of(database.engine.url)
    if path is not None and path.exists():
        _read_through(path, path.stat().st_ino, hour)


@lru_cache(maxsize=8)
def _read_through(path: Path, inode: int, hour: int) -> None:
    """The same file within the same hour is read once; a damaged one each time, for it may be mended."""
    connection = sqlite3.connect(path, timeout=PATIENCE_MS / 1000)
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise DatabaseDamaged
    finally:
        connection.close()


def _refuse_stuck(engine: Engine) -> None:
    """What everybody reads first may be held by somebody for good: no monitor should wait for it."""
    if engine.dialect.name == "sqlite":
        return
    with engine.connect() as connection:
        connection.execute(text(f"SET LOCAL statement_timeout = {PATIENCE_MS}"))
        if connection.scalar(text("SELECT to_regclass('alembic_version')")) is not None:
            connection.execute(text("SELECT version_num FROM alembic_version"))


def _try_to_write(engine: Engine) -> None:
    """What is taken back at once: it waits for no disk, and grows nothing."""
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            connection.execute(text(f"SET LOCAL statement_timeout = {PATIENCE_MS}"))
            connection.execute(text("UPDATE heartbeat SET at = at"))
            connection.rollback()
        return
    pooled = engine.raw_connection()
    try:
        _try_to_write_sqlite(pooled.driver_connection)
    finally:
        pooled.close()


def _try_to_write_sqlite(connection: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    connection.execute("PRAGMA query_only = OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        # Pages of its own: a row may find room where the next push finds none.
        connection.execute(f"CREATE TABLE health_probe AS SELECT zeroblob({ROOM_BYTES}) AS room")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute(f"PRAGMA busy_timeout = {SQLITE_WAITS_MS}")
