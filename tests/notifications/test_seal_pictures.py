"""Pictures that were kept before pictures were sealed are sealed at night, and are shown all the while."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from notifications.schedule import SCHEDULE
from notifications.seal_pictures import MOST_FAULTS, Sealing, seal_pictures
from tests.notifications.conftest import FakeSms, a_post
from tests.training.checks.checking import CITY, DISTRICT, Checking, a_picture, enrol, register_staff
from training.database import Database
from training.ports.files import StoreUnavailable
from training.records.checks.evidence import Evidence
from webapp.web.stores.folder import FolderStore
from webapp.web.stores.pictures import PictureStore

COLOURS = ("red", "green", "blue")


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "evidence"


@pytest.fixture
def store(database: Database, folder) -> PictureStore:
    return PictureStore(FolderStore(folder), database.vault)


@pytest.fixture
def old(database: Database, folder) -> Database:
    """Three pictures of a check, as the version before kept them; the city has the red one too."""
    with database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-1", 4)
    own = Checking(database, class_id).by(DISTRICT)
    own.start()
    for colour in COLOURS:
        own.keep(colour)
        _lay_open(FolderStore(folder), colour)
    own.withdraw(1)
    other = Checking(database, class_id).by(CITY)
    other.start()
    other.keep("red")
    with database.writing() as session:
        for row in session.scalars(select(Evidence)):
            row.original_key = row.original_key.removeprefix("pictures/")
            row.served_key = row.served_key.removeprefix("pictures/")
    return database


def _lay_open(plain: FolderStore, colour: str) -> None:
    picture = a_picture(colour)
    plain.put(picture.original_key.removeprefix("pictures/"), picture.original, "image/png")
    plain.put(picture.served_key.removeprefix("pictures/"), picture.served, "image/png")


def shown(database: Database, store: PictureStore) -> list[tuple[bytes, bytes]]:
    with database.reading() as session:
        rows = session.scalars(select(Evidence).order_by(Evidence.id))
        keys = [(row.original_key, row.served_key) for row in rows]
    return [(store.get(original), store.get(served)) for original, served in keys]


def lying_open(folder: Path) -> list[str]:
    """Whoever has the disk, but not the key, can see these."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if path.read_bytes().startswith(b"\x89PNG")]


EXPECTED = [(a_picture(each).original, a_picture(each).served) for each in (*COLOURS, "red")]


def test_all_of_them_are_sealed_and_show_the_same_as_before(old, store, folder):
    assert (len(lying_open(folder)), shown(old, store)) == (6, EXPECTED)

    done = seal_pictures(old, store)

    assert done == Sealing(sealed=6, failed=0, left=0)
    assert (lying_open(folder), shown(old, store)) == ([], EXPECTED)
    assert seal_pictures(old, store) == Sealing(0, 0, 0)


def test_it_stops_anywhere_goes_on_later_and_shows_everything_in_between(old, store, folder):
    left = []
    while not left or left[-1]:
        left.append(seal_pictures(old, store, most=1).left)
        assert shown(old, store) == EXPECTED

    assert left == [5, 4, 3, 2, 1, 0]
    assert lying_open(folder) == []


class Crashing:
    """The machine goes down before the store lets go of what lay open."""

    def __init__(self, store: PictureStore):
        self.put, self.get = store.put, store.get

    def remove(self, key: str) -> None:
        raise KeyboardInterrupt


def test_after_a_crash_nothing_is_lost_and_the_rest_is_sealed(old, store):
    with pytest.raises(KeyboardInterrupt):
        seal_pictures(old, Crashing(store))

    assert shown(old, store) == EXPECTED
    assert seal_pictures(old, store) == Sealing(sealed=5, failed=0, left=0)


def test_a_picture_that_the_store_has_lost_is_counted_and_holds_up_none(old, store, folder):
    lost = next(iter(sorted((folder / "original").rglob("*.png"))))
    lost.unlink()

    assert seal_pictures(old, store) == Sealing(sealed=5, failed=1, left=1)


class Away:
    """A store that cannot be reached, and counts how often it was asked."""

    asked = 0

    def get(self, key: str) -> bytes:
        self.asked += 1
        raise StoreUnavailable("away")

    put = remove = get


def test_a_store_that_is_away_is_left_alone_soon(old):
    with old.writing() as session:
        row = session.scalars(select(Evidence)).first()
        facts = {each.key: getattr(row, each.key) for each in list(Evidence.__table__.columns)[2:]}
        for number in range(MOST_FAULTS):
            more = {"sha256": f"{number:064}", "original_key": f"original/{number}"}
            session.add(Evidence(**(facts | more)))
    away = Away()

    assert seal_pictures(old, away).failed == MOST_FAULTS
    assert away.asked == MOST_FAULTS


def test_what_was_purged_is_not_looked_for(old, store):
    with old.writing() as session:
        session.execute(update(Evidence).values(purged_at=Evidence.received_at))

    assert seal_pictures(old, store) == Sealing(0, 0, 0)


def test_the_worker_seals_them_at_night(old, store, folder, clock):
    (job,) = (each for each in SCHEDULE if each.name == "seal pictures")
    post = a_post(old, FakeSms(), clock)

    job.act(post)
    assert len(lying_open(folder)) == 6
    job.act(replace(post, pictures=store))

    assert lying_open(folder) == []
