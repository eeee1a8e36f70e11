"""Files that no row names go after a day; whatever a row names, or is being uploaded, stays."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from notifications.schedule import SCHEDULE
from notifications.stray_files import Strays, sweep_store
from tests.checkout import CHECKOUT
from tests.notifications.conftest import a_night
from tests.training.checks.checking import Checking, a_picture, enrol, register_staff
from training.database import Database
from training.outbox.terms import Audience
from training.pictures.pictures import Picture
from training.privacy.rules.purges import FEW, MOST_PERCENT
from training.records.outbox.alerts import Alert
from webapp.web.stores.folder import FolderStore

NOW = datetime.now(UTC)
JUST_OVER = timedelta(days=1, minutes=1)
JUST_UNDER = timedelta(hours=23, minutes=59)


@pytest.fixture
def store(tmp_path) -> FolderStore:
    return FolderStore(tmp_path / "evidence")


@pytest.fixture
def checking(database: Database) -> Checking:
    with database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-1", 4)
    own = Checking(database, class_id)
    own.start()
    return own


def upload(store: FolderStore, picture: Picture) -> list[str]:
    """As the edge does it before any row is written."""
    keys = [picture.original_key, picture.served_key]
    store.put(keys[0], picture.original, picture.original_type)
    store.put(keys[1], picture.served, picture.media_type)
    return keys


def put_long_ago(folder: Path, age: timedelta) -> None:
    moment = (NOW - age).timestamp()
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_a_refused_upload_left_goes_and_the_picture_of_a_check_stays(checking, store, tmp_path):
    kept = upload(store, a_picture("red"))
    checking.keep("red")
    upload(store, a_picture("blue"))
    put_long_ago(tmp_path / "evidence", JUST_OVER)

    assert sweep_store(checking.database, store, now=NOW) == 2
    assert files_of(tmp_path / "evidence") == set(kept)


@pytest.mark.parametrize(("age", "removed"), [(JUST_UNDER, 0), (JUST_OVER, 2)])
def test_an_upload_has_a_day_to_write_its_row(database, store, tmp_path, age, removed):
    upload(store, a_picture())
    put_long_ago(tmp_path / "evidence", age)

    assert sweep_store(database, store, now=NOW) == removed


def test_a_stray_that_is_uploaded_again_is_spared_before_its_row_is_written(checking, store, tmp_path):
    upload(store, a_picture("red"))
    put_long_ago(tmp_path / "evidence", JUST_OVER)
    keys = upload(store, a_picture("red"))

    assert sweep_store(checking.database, store, now=NOW) == 0
    checking.keep("red")
    assert files_of(tmp_path / "evidence") == set(keys)


def test_what_is_no_file_of_ours_is_left_alone(database, store, tmp_path):
    foreign = tmp_path / "evidence" / "backup" / "notes.txt"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("keep")
    put_long_ago(tmp_path / "evidence", JUST_OVER)

    assert sweep_store(database, store, now=NOW) == 0
    assert foreign.read_text() == "keep"


def test_where_most_files_have_no_row_none_goes_and_the_administrator_is_told(database, store, tmp_path):
    for number in range(FEW + 1):
        store.put(f"original/ab/{number}.jpg", b"picture", "image/jpeg")
    put_long_ago(tmp_path / "evidence", JUST_OVER)

    removed = [sweep_store(database, store, now=NOW) for _ in range(2)]

    assert (removed, len(files_of(tmp_path / "evidence"))) == ([0, 0], FEW + 1)
    with database.reading() as session:
        alert = session.scalars(select(Alert)).one()
    assert alert.audience is Audience.ADMINISTRATOR
    assert f"{FEW + 1} 个没有记录" in alert.text


@pytest.mark.parametrize(
    ("strays", "files", "are_too_many"),
    [
        (FEW, FEW, False),
        (FEW + 1, FEW + 1, True),
        (200, 200 * 100 // MOST_PERCENT, False),
        (200, 200 * 100 // MOST_PERCENT - 1, True),
    ],
)
def test_few_strays_are_broken_uploads_and_many_are_another_database(strays, files, are_too_many):
    assert Strays(files, tuple(map(str, range(strays)))).are_too_many is are_too_many


@pytest.mark.parametrize(
    "dies", ["os.link = lambda *_: os._exit(9)", "folder._remember_name = lambda _: os._exit(9)"]
)
def test_what_a_killed_upload_left_goes_a_day_later_and_the_upload_can_be_sent_again(
    checking, store, tmp_path, dies
):
    """Once before the file has its name, once before its row could be written."""
    own = tmp_path / "evidence"
    script = f"import os, sys; from webapp.web.stores import folder; from pathlib import Path; {dies}\n"
    script += "folder.FolderStore(Path(sys.argv[1])).put(sys.argv[2], b'half a picture', 'image/png')"
    picture = a_picture("green")
    killed = subprocess.run(
        [sys.executable, "-c", script, own, picture.original_key], cwd=CHECKOUT, check=False
    )
    assert (killed.returncode, len(files_of(own))) == (9, 1)

    put_long_ago(own, JUST_OVER)
    assert sweep_store(checking.database, store, now=NOW) == 1
    keys = upload(store, picture)
    checking.keep("green")
    assert store.get(picture.original_key) == picture.original
    assert files_of(own) == set(keys)


def test_the_nightly_sweep_is_scheduled_and_needs_a_store(database, clock, store, tmp_path):
    job = next(job for job in SCHEDULE if job.name == "stray files")
    upload(store, a_picture())
    put_long_ago(tmp_path / "evidence", timedelta(days=4000))

    a_night(database, clock, job.name)
    before = len(files_of(tmp_path / "evidence"))
    a_night(database, clock, job.name, files=store)

    assert (before, files_of(tmp_path / "evidence")) == (2, set())
    assert [at.minute for at in _times(job) if job.is_time(at)] == [40]


def _times(job) -> list[datetime]:
    return [datetime(2026, 3, 2, 19, minute, tzinfo=UTC) for minute in range(60)]
