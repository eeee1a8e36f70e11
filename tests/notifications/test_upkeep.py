"""The worker backs up once a night, tells what failed, and lets its life be seen."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from notifications.post import Post
from notifications.schedule import SCHEDULE
from notifications.upkeep import PROBE, back_up, make_up, tell_life, try_store
from tests.databases.postgresql import client_tools
from tests.notifications.conftest import TEN, FakeSms, a_post
from training.backups.making import Shelf, make_backup
from training.backups.shelf import drafting, list_backups
from training.database import Database
from training.health.terms import Part
from training.health.views.last_beats import last_beats
from training.outbox.terms import Audience
from training.ports.files import StoreUnavailable
from training.records.outbox.alerts import Alert
from webapp.web.stores.folder import FolderStore


@pytest.fixture
def post(database, clock, tmp_path, run_folder, monkeypatch) -> Post:
    monkeypatch.setenv("PATH", str(client_tools(run_folder)), prepend=":")
    store = FolderStore(tmp_path / "evidence")
    return a_post(database, FakeSms(), clock, files=store, backups=Shelf(tmp_path / "shelf", 2))


def backups_of(post: Post) -> list[Path]:
    assert post.backups is not None
    return list_backups(post.backups.folder)


def made_ahead(post: Post, moment: datetime) -> None:
    assert post.backups is not None
    assert post.files is not None
    make_backup(post.database, post.files, post.backups, now=moment)


def alerts(post: Post) -> list[Alert]:
    with post.database.reading() as session:
        return list(session.scalars(select(Alert)))


def test_it_is_made_at_half_past_two_in_shanghai():
    (job,) = (each for each in SCHEDULE if each.act is back_up)

    assert job.is_time(TEN.replace(hour=18, minute=30))
    assert not job.is_time(TEN.replace(hour=18, minute=31))
    assert not job.is_time(TEN.replace(hour=2, minute=30))


def test_two_workers_make_one_backup_a_night(post, clock):
    back_up(post)
    back_up(post)
    clock.pass_by(hours=12)
    back_up(post)

    assert len(backups_of(post)) == 2
    assert alerts(post) == []


def test_a_name_of_next_month_does_not_end_the_backups_of_the_nights(post, clock):
    made_ahead(post, clock.now + timedelta(days=30))

    for _ in range(2):
        clock.pass_by(hours=24)
        back_up(post)

    assert len(backups_of(post)) == 3


def test_one_by_hand_in_the_afternoon_is_not_the_nights(post, clock):
    back_up(post)
    clock.pass_by(hours=11, minutes=30)
    back_up(post)

    assert len(backups_of(post)) == 2


@pytest.mark.parametrize(("hours", "count"), [(24, 1), (25, 2)])
def test_a_night_that_was_missed_is_made_up_for_and_told(post, clock, hours, count):
    back_up(post)
    clock.pass_by(hours=hours)
    make_up(post)

    assert len(backups_of(post)) == count
    assert ["已补做" in each.text for each in alerts(post)] == [True] * (count - 1)


def test_the_first_of_all_makes_up_for_nothing(post):
    make_up(post)

    assert (len(backups_of(post)), alerts(post)) == (1, [])


def test_a_fault_of_the_database_is_told_and_the_backup_is_made_when_it_is_well(
    post, copied_database_url, vault, clock
):
    own = Database(copied_database_url, vault)
    post = replace(post, database=own)
    rename = "ALTER TABLE {} RENAME TO {}".format
    for names in (("publicity_minutes", "gone"), ("gone", "publicity_minutes")):
        with own.engine.begin() as connection:
            connection.execute(text(rename(*names)))
        back_up(post)
        (alert,) = alerts(post)
        assert alert.text.startswith("今晚的备份没有做成：数据库当时不可用")
        assert len(backups_of(post)) == (names[0] == "gone")
    own.close()


def test_a_backup_under_way_is_not_told_as_a_failure(post):
    assert post.backups is not None
    with drafting(post.backups.folder, TEN):
        back_up(post)

    assert (backups_of(post), alerts(post)) == ([], [])


def test_without_a_folder_there_is_none_and_no_alert(database, clock, tmp_path):
    post = a_post(database, FakeSms(), clock, files=FolderStore(tmp_path))

    back_up(post)

    assert alerts(post) == []


def test_a_failure_is_told_to_the_administrator_once_a_night(post, tmp_path):
    (tmp_path / "shelf").write_text("a file where a folder should be")

    for _ in range(2):
        back_up(post)

    (alert,) = alerts(post)
    assert alert.audience is Audience.ADMINISTRATOR
    assert alert.text.startswith("今晚的备份没有做成：备份写不进")


def test_the_life_of_worker_and_store_is_seen(post, clock, tmp_path):
    tell_life(post)
    try_store(post)
    clock.pass_by(minutes=1)
    tell_life(post)

    with post.database.reading() as session:
        beats = last_beats(session)
    assert beats == {Part.WORKER: TEN + timedelta(minutes=1), Part.STORE: TEN}
    assert (tmp_path / "evidence" / PROBE).exists()


def test_a_store_that_takes_nothing_has_no_heartbeat(post, tmp_path):
    (tmp_path / "evidence").write_text("a file where a folder should be")

    with pytest.raises(StoreUnavailable):
        try_store(post)

    with post.database.reading() as session:
        assert last_beats(session) == {}
