"""A disk that is full: what was acknowledged is kept, what is not is told so, and health names it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.hold.drilling import BEGINS, Machines, machines_at, punches_in
from tests.webapp.conftest import World

ROOM = 12
"""Pages that are left; the stand-in of a disk is SQLite's own limit of them."""
MOST = 2000


@pytest.fixture
def full(sqlite, tmp_path) -> tuple[World, Machines, list[int]]:
    """The app on a database that may grow by so many pages, as the list says."""
    world, machines = machines_at(sqlite.url, tmp_path, 1)
    with world.database.reading() as session:
        pages = int(session.connection().exec_driver_sql("PRAGMA page_count").scalar() or 0)
    limit = [pages + ROOM]

    def bound(connection: Any, *rest: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {limit[0]}")

    event.listen(world.database.engine, "checkout", bound)
    return world, machines, limit


def test_a_full_disk_loses_nothing_that_was_acknowledged(full, figure):
    world, machines, limit = full
    acknowledged, moment = set(), BEGINS
    while not machines.refused and len(acknowledged) < MOST:
        moment += timedelta(seconds=1)
        acknowledged |= machines.push_one(world.client(), 0, moment)
    health = world.client().get("/healthz")
    kept = punches_in(world.database)
    limit[0] *= 2
    again = machines.push_one(world.client(), 0, moment)
    after = world.client().get("/healthz")
    world.database.close()

    assert machines.refused == [503]
    assert acknowledged == kept
    assert (health.status_code, health.json["problems"][0]["about"]) == (503, "数据库")
    assert "磁盘已满" in health.json["problems"][0]["says"]
    # The machine keeps what it was not told OK for, and sends it again.
    assert len(again) == 1
    assert after.status_code == 200
    told = f"{len(acknowledged - kept)} of {len(acknowledged)} lost, the rest told 503"
    figure("a full disk", "no acknowledged punch lost, health fails", told)
