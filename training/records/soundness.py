"""Whether the file of a SQLite database is one still: a damaged one is named, and what to do with it."""

import sqlite3

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from training.database import Database
from training.errors import NotNow

DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
FULL = {sqlite3.SQLITE_FULL}
PRIMARY = 0xFF
"""Where the extended codes of SQLite keep the code that they refine."""


class DatabaseDamaged(NotNow):
    """The file was overwritten, cut or worn; nothing that it says can be counted on."""

    def __init__(self) -> None:
        super().__init__(
            "数据库文件已损坏，不能再用：请停掉 web、worker 和 bot，把这个文件改名留存（不要删除），"
            "再用 chaban restore 恢复最近一份备份（chaban backup list 列出）。"
        )


def is_damage(error: BaseException) -> bool:
    """Of a fault of SQLite, bare or as SQLAlchemy hands it on."""
    return _code_of(error) in DAMAGE


def is_full(error: BaseException) -> bool:
    """Whether there was no room to write; what was written before is all there."""
    return _code_of(error) in FULL


def _code_of(error: BaseException) -> int | None:
    own = error.orig if isinstance(error, DatabaseError) else error
    code = getattr(own, "sqlite_errorcode", None)
    return None if code is None else int(code) & PRIMARY


def refuse_damaged(database: Database) -> None:
    """Read all of the file; raise DatabaseDamaged. A server looks after its files by itself."""
    if database.engine.dialect.name != "sqlite":
        return
    try:
        with database.reading() as session:
            said = session.scalar(text("PRAGMA quick_check(1)"))
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if is_damage(error):
            raise DatabaseDamaged from error
        raise
    if said != "ok":
        raise DatabaseDamaged
