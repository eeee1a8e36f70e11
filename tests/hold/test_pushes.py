"""R43: a machine's long push lets others write between its parts, and a crash between them loses nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import event, func, select

from tests.factories import MONDAY, a_class, a_device, at
from tests.webapp.conftest import World, a_world
from training.attendance.acts.devices.store_part import store_part
from training.attendance.acts.keep_punches import Batches
from training.attendance.views.find_device import find_device
from training.attendance.views.read_upload import MOST_AT_ONCE, Sent, read_upload
from training.database import Database
from training.records.attendance.devices import DeviceUpload
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch

Keep = Callable[[str, str, object], None]
LINES = 4_500
"""Of a body in five parts; the 8 MB of tests/hold/long are 200,000."""
PATH = "/iclock/cdata?SN=CJDE1&table=ATTLOG"


@pytest.fixture
def world(migrated_sqlite: Path, tmp_path: Path) -> Iterator[World]:
    """A school with one machine, on SQLite, where whoever writes makes all others wait."""
    copy(migrated_sqlite, tmp_path / "chaban.db")
    world = a_world(f"sqlite:///{tmp_path / 'chaban.db'}", tmp_path)
    with world.database.writing() as session:
        a_class(session)
        a_device(session)
    yield world
    world.database.close()


def a_body(lines: int) -> bytes:
    begins = at(MONDAY - timedelta(days=3), "08:00")
    return b"".join(
        f"{1 + place % 40}\t{begins + timedelta(seconds=place):%Y-%m-%d %H:%M:%S}\t0\t15\t0\t0\t0\n".encode()
        for place in range(lines)
    )


@contextmanager
def rows_at_once(database: Database) -> Iterator[list[int]]:
    """How many punches each transaction that stored any held back while all others waited."""
    found: list[int] = []
    so_far = [0]

    def count(_connection, _cursor, statement, parameters, _context, many):
        if statement.startswith("INSERT INTO punch "):
            so_far[0] += len(parameters) if many else 1

    def end(_connection):
        if so_far[0]:
            found.append(so_far[0])
        so_far[0] = 0

    event.listen(database.engine, "before_cursor_execute", count)
    event.listen(database.engine, "commit", end)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", count)
        event.remove(database.engine, "commit", end)


def count(database: Database, record: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def adds_up(database: Database) -> int:
    """What the batches of pushes say was stored."""
    with database.reading() as session:
        own = select(func.sum(ImportBatch.rows_stored + ImportBatch.rows_quarantined))
        return session.scalar(own.where(ImportBatch.kind == "push")) or 0


def test_a_long_push_is_stored_in_parts_and_acknowledged_after_the_last(world: World, figure: Keep):
    with rows_at_once(world.database) as turns:
        answer = world.client().post(PATH, data=a_body(LINES))

    assert answer.get_data() == f"OK:{LINES}".encode()
    assert (len(turns), max(turns), sum(turns)) == (5, MOST_AT_ONCE, LINES)
    assert count(world.database, DeviceUpload) == 1
    figure("most punches that one turn of the writer stores", f"{MOST_AT_ONCE} of {LINES}", max(turns))


def test_a_crash_between_the_parts_loses_nothing_and_doubles_nothing(world: World, figure: Keep):
    body, when = a_body(LINES), world.now
    with world.database.reading() as session:
        device = find_device(session, "CJDE1")
        upload = read_upload(device, Sent("ATTLOG", body, is_proven=True), when)
    batches = Batches("push", "CJDE1", upload.file)
    for part in upload.parts()[:2]:
        with world.database.writing() as session:
            store_part(session, device.id, part, batches)
    assert (count(world.database, DeviceUpload), adds_up(world.database)) == (0, 2 * MOST_AT_ONCE)

    answers = [world.client().post(PATH, data=body).get_data() for _ in range(2)]

    assert answers == [f"OK:{LINES}".encode()] * 2
    assert (count(world.database, Punch), adds_up(world.database)) == (LINES, LINES)
    assert count(world.database, DeviceUpload) == 1
    figure("a crash between two parts of a push, sent again", "0 lost, 0 doubled", "0 lost, 0 doubled")
