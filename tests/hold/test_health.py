"""Health tells the truth: whatever is broken on purpose is told, and what is well is not."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from notifications.schedule import open_huey
from tests.training.health.test_looking import a_damaged
from tests.webapp.conftest import World, a_world, web_settings
from training.health.acts.beat import beat
from training.health.terms import Part
from training.records import schema
from training.records.opening import open_database

SHELF = "shelf/chaban-20260303T010000Z"


@pytest.fixture
def well(migrated_sqlite: Path, tmp_path: Path) -> World:
    """Everything is at work, and the last backup an hour old."""
    (tmp_path / "chaban.db").write_bytes(migrated_sqlite.read_bytes())
    (tmp_path / SHELF).mkdir(parents=True)
    (tmp_path / SHELF / "manifest.json").write_text("{}")
    shelf = str(tmp_path / "shelf")
    world = a_world(f"sqlite:///{tmp_path / 'chaban.db'}", tmp_path, CHABAN_BACKUP_FOLDER=shelf)
    with world.database.writing() as session:
        for part in Part:
            beat(session, part, now=world.now)
    return world


def overwritten(damage: str) -> Callable[[World, Path], None]:
    def act(world: World, folder: Path) -> None:
        world.database.close()
        a_damaged(folder / "chaban.db", folder, damage)

    return act


def not_upgraded(world: World, folder: Path) -> None:
    with world.database.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM alembic_version")


def an_hour_without_a_worker(world: World, folder: Path) -> None:
    world.pass_by(hours=1)


def a_day_without_a_backup(world: World, folder: Path) -> None:
    world.pass_by(hours=26)


def all_backups_gone(world: World, folder: Path) -> None:
    (folder / SHELF / "manifest.json").unlink()


FAULTS: dict[str, tuple[Callable[[World, Path], None], str, int]] = {
    "random bytes in the file": (overwritten("random bytes"), "数据库", 503),
    "half of the file": (overwritten("truncated"), "数据库", 503),
    "another file in its place": (overwritten("another file"), "数据库", 503),
    "an older schema": (not_upgraded, "数据库", 503),
    "no worker": (an_hour_without_a_worker, "后台", 200),
    "an old backup": (a_day_without_a_backup, "备份", 200),
    "no backup": (all_backups_gone, "备份", 200),
}


def test_what_is_well_is_not_told(well):
    told = {each["about"] for each in well.client().get("/healthz").json["problems"]}

    # How much room this machine has is its own affair.
    assert {each for each in told if "磁盘" not in each} == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_told_by_its_name(fault, well, tmp_path, figure):
    breaks, about, status = FAULTS[fault]
    breaks(well, tmp_path)

    answer = well.client().get("/healthz")
    well.database.close()

    told = {each["about"] for each in answer.json["problems"]}
    assert about in told
    assert answer.status_code == status
    figure(f"health with {fault}", f"told, {status}", f"told, {answer.status_code}")


def test_no_other_user_of_the_machine_reads_the_files(tmp_path, figure):
    folder = tmp_path / "instance"
    previous = os.umask(0o022)
    try:
        settings = web_settings("", folder)
        folder.mkdir()
        database = open_database(settings)
        schema.upgrade(database)
        open_huey("", folder)
        modes = [stat.S_IMODE(each.stat().st_mode) for each in folder.glob("*.db*")]
        database.close()
    finally:
        os.umask(previous)

    open_to_others = [each for each in modes if each & 0o077]
    assert len(modes) >= 4
    assert open_to_others == []
    figure("files of database and queue", "0 open to others", f"{len(open_to_others)} of {len(modes)}")
