"""How often something goes to the database: the transactions that it begins, and the statements in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from training.database import Database

NO_WORK = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK")
"""What only frames the work."""


@dataclass
class Tally:
    """`sessions` counts those that reached the database."""

    sessions: int = 0
    statements: int = 0

    @property
    def figures(self) -> tuple[int, int]:
        return self.sessions, self.statements


@contextmanager
def counted(database: Database) -> Iterator[Tally]:
    tally = Tally()

    def note_session(connection: Any) -> None:
        tally.sessions += 1

    def note_statement(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        tally.statements += not statement.startswith(NO_WORK)

    event.listen(database.engine, "begin", note_session)
    event.listen(database.engine, "before_cursor_execute", note_statement)
    try:
        yield tally
    finally:
        event.remove(database.engine, "begin", note_session)
        event.remove(database.engine, "before_cursor_execute", note_statement)
