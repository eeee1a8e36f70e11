"""A backup made while machines push has whatever they were told OK for before it began."""

import os
from datetime import UTC, datetime

import pytest

from tests.databases.postgresql import client_tools
from tests.hold.drilling import machines_at, punches_in
from tests.training.backups.conftest import an_empty_place
from training.backups.making import Shelf, make_backup
from training.backups.restoring import restore_backup
from webapp.web.stores.folder import FolderStore

BEFORE = 150
MACHINES = 4


@pytest.fixture(autouse=True)
def tools(run_folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(client_tools(run_folder)), prepend=os.pathsep)


def test_what_was_acknowledged_before_a_backup_is_in_it(database_url, tmp_path, worker, figure):
    world, machines = machines_at(database_url, tmp_path, MACHINES)
    store = FolderStore(tmp_path / "evidence")

    with machines.pushing():
        acknowledged = machines.wait_for(BEFORE)
        shelf = Shelf(tmp_path / "shelf", 1)
        made = make_backup(world.database, store, shelf, now=datetime.now(UTC))
        # They were not kept waiting until it ended, and go on.
        machines.wait_for(len(acknowledged) + MACHINES)
    with an_empty_place(world.database, tmp_path / "new", worker) as elsewhere:
        restore_backup(made.folder, elsewhere.database, elsewhere.store)
        restored = punches_in(elsewhere.database)
    world.database.close()

    lost = acknowledged - restored
    assert lost == set()
    assert machines.refused == []
    name = world.database.engine.dialect.name
    goal = "none of those acknowledged before it is lost"
    figure(f"backup under load and restore, {name}", goal, f"{len(lost)} of {len(acknowledged)} lost")
