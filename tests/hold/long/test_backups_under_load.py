"""Backups one after the other under load, and backups that are killed: each is whole or not there."""

import os
import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest

from tests.checkout import CHECKOUT
from tests.databases.postgresql import client_tools
from tests.hold.drilling import machines_at, punches_in
from tests.patience import PATIENCE
from tests.training.backups.conftest import an_empty_place
from training.backups.checking import check_backup
from training.backups.making import Shelf, make_backup
from training.backups.restoring import restore_backup
from training.backups.shelf import list_backups
from webapp.web.stores.folder import FolderStore

ENOUGH = 6_880
"""As many were acknowledged where a copy of the files lost 420."""
BACKUPS, MACHINES, KILLS = 8, 8, 24


@pytest.fixture(autouse=True)
def tools(run_folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(client_tools(run_folder)), prepend=os.pathsep)


def test_every_backup_of_a_busy_morning_has_all_that_was_acknowledged(database_url, tmp_path, worker, figure):
    world, machines = machines_at(database_url, tmp_path, MACHINES)
    store, shelf = FolderStore(tmp_path / "evidence"), Shelf(tmp_path / "shelf", BACKUPS)
    begun, made = datetime.now(UTC), []

    with machines.pushing():
        for number in range(1, BACKUPS + 1):
            acknowledged = machines.wait_for(number * ENOUGH // BACKUPS)
            now = begun + number * timedelta(seconds=1)
            made.append((acknowledged, make_backup(world.database, store, shelf, now=now)))
    lost = set()
    for number, (acknowledged, each) in enumerate(made):
        with an_empty_place(world.database, tmp_path / f"new{number}", worker) as elsewhere:
            restore_backup(each.folder, elsewhere.database, elsewhere.store)
            lost |= acknowledged - punches_in(elsewhere.database)
    world.database.close()

    assert lost == set()
    assert machines.refused == []
    name = world.database.engine.dialect.name
    measured = f"{len(lost)} of {len(made[-1][0])} lost in {BACKUPS} backups"
    figure(f"backups of a busy morning, {name}", "0 acknowledged punches lost", measured)


def test_a_killed_backup_is_whole_or_not_there(database_url, database, tmp_path, figure):
    """Killed a little later each time, from its start to after its usual end."""
    store = FolderStore(tmp_path / "instance" / "evidence")
    for number in range(200):
        store.put(f"original/ab/{number}.jpg", bytes([number]) * 20_000, "image/jpeg")
    environ = os.environ | {
        "CHABAN_INSTANCE": str(tmp_path / "instance"),
        "DATABASE_URL": database_url,
        "CHABAN_DATA_KEY": b64encode(b"d" * 32).decode(),
        "CHABAN_INDEX_KEY": b64encode(b"i" * 32).decode(),
        "PYTHONPATH": str(CHECKOUT),
    }
    command = [sys.executable, "-m", "webapp.cli", "backup", str(tmp_path / "shelf")]

    begun = monotonic()
    subprocess.run(command, env=environ, cwd=tmp_path, timeout=PATIENCE, check=True)
    step = (monotonic() - begun) / (KILLS - KILLS // 4)
    for number in range(KILLS):
        running = subprocess.Popen(command, env=environ, cwd=tmp_path, stdout=subprocess.DEVNULL)
        try:
            running.wait(step * (number + 1))
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
    last = subprocess.run(command, env=environ, cwd=tmp_path, timeout=PATIENCE, check=False)

    found = list_backups(tmp_path / "shelf")
    for each in found:
        check_backup(each)
    assert last.returncode == 0
    assert list((tmp_path / "shelf").glob(".draft-*")) == []
    name = database.engine.dialect.name
    told = f"{len(found)} backups, all whole, none half"
    figure(f"{KILLS} kills of a backup, {name}", "each whole or not there", told)
