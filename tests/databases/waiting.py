"""Two who write at once: that the second waits for the first is seen, not hoped for after a while."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Event
from time import monotonic

from sqlalchemy import event, text

from tests.patience import PATIENCE
from training.database import Database

# A busy machine is slow; an idle one needs a moment.
WAITS_FOR_A_LOCK = """
    SELECT EXISTS (
        SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
    )
"""


@contextmanager
def second_process(first: Database) -> Iterator[tuple[Database, Callable[[Future[None]], None]]]:
    """The database as another process has it, and a way to stay until that waits for what we hold."""
    address = first.engine.url.render_as_string(hide_password=False)
    other, asked = Database(address, first.vault), Event()

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement == "BEGIN IMMEDIATE":
            asked.set()

    event.listen(other.engine, "before_cursor_execute", note)
    is_sqlite = first.engine.dialect.name == "sqlite"
    yield other, lambda work: _stay_until(asked.is_set if is_sqlite else lambda: _waits(first), work)
    other.close()


def _stay_until(waits: Callable[[], bool], work: Future[None]) -> None:
    give_up = monotonic() + PATIENCE
    while not waits():
        assert not work.done(), "the second did not wait for the first"
        assert monotonic() < give_up, "the second never came"
        Event().wait(0.01)
    assert not work.done(), "the second did not wait for the first"


def _waits(database: Database) -> bool:
    with database.reading() as session:
        return bool(session.scalar(text(WAITS_FOR_A_LOCK)))
