"""R43: how long a push of 8 MB keeps all other writers waiting, held against a push of one punch."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from sqlalchemy import event

from tests.hold.test_pushes import PATH, a_body, count, world
from tests.webapp.conftest import World
from training.database import Database
from training.records.attendance.punches import Punch
from webapp.calls_in.admission import LARGEST_PUSH

Keep = Callable[[str, str, object], None]
LINES = 4_000 * (LARGEST_PUSH // len(a_body(4_000)))
PART = 1 / 10
"""One turn is less than so much of all of it, on a machine of whatever speed."""

__all__ = ["world"]


@contextmanager
def turns(database: Database) -> Iterator[list[float]]:
    """How many seconds each transaction that announced its write held the turn."""
    found: list[float] = []
    began: list[float] = []

    def begin(_connection, _cursor, statement, *_):
        if statement == "BEGIN IMMEDIATE":
            began.append(perf_counter())

    def end(_connection):
        if began:
            found.append(perf_counter() - began.pop())

    event.listen(database.engine, "after_cursor_execute", begin)
    event.listen(database.engine, "commit", end)
    try:
        yield found
    finally:
        event.remove(database.engine, "after_cursor_execute", begin)
        event.remove(database.engine, "commit", end)


def test_a_push_of_8_mb_holds_the_writers_turn_in_short_parts(world: World, figure: Keep):
    client = world.client()
    with turns(world.database) as small:
        client.post(PATH, data=b"7\t2026-03-02 07:00:00\t0\t15\t0\t0\t0\n")

    with turns(world.database) as large:
        answer = client.post(PATH, data=a_body(LINES))

    assert answer.get_data() == f"OK:{LINES}".encode()
    assert count(world.database, Punch) == LINES + 1
    assert max(large) < PART * sum(large)
    ratio = round(max(large) / max(small))
    measured = f"{max(large):.2f} s of {sum(large):.0f} s, {ratio} times a push of one punch"
    figure("longest turn of the writer in a push of 8 MB", "under a tenth of the whole", measured)
