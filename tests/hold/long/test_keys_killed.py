"""`chaban keys rotate` is killed again and again: the next run goes on, and nobody is lost or doubled."""

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.checkout import CHECKOUT
from tests.factories import a_trainee
from tests.notifications.conftest import until
from tests.patience import PATIENCE
from tests.training.records.keys.changing import next_keys, old_keys
from training.database import Database
from training.records.classes.trainees import Trainee
from training.records.keys.changing import live_fingerprints
from training.records.keys.keys import NextIndex
from training.records.keys.sealed_values import count_by_key
from webapp.web.stores.folder import FolderStore
from webapp.web.stores.sealed import SealedStore

PEOPLE = 3000
PAPERS = 40
AT_ONCE = 500


@dataclass
class City:
    """Sealed by the old keys; the command knows the next ones too."""

    database: Database
    environment: dict[str, str]
    papers: SealedStore

    def rotate(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "webapp.cli", "keys", "rotate"]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen(command, cwd=self.environment["HOME"], env=self.environment, **pipes)

    def kill_when(self, is_so: Callable[[], bool]) -> bool:
        """Whether it still ran when it was killed."""
        process = self.rotate()
        until(lambda: is_so() or process.poll() is not None)
        process.kill()
        process.communicate()
        return process.returncode == -9

    def sealed_anew(self) -> int:
        with self.database.reading() as session:
            own = next_keys().wanted.data
            return count_by_key(session.connection(), [own])[own]

    def prepared(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count(NextIndex.id))) or 0

    def index_key(self) -> str:
        with self.database.reading() as session:
            return live_fingerprints(session, "index")[-1]

    def found(self) -> int:
        """How many of the people are found by phone, as one each."""
        wanted = [str(13800000000 + place) for place in range(PEOPLE)]
        with self.database.reading() as session:
            by_phone = [
                session.scalars(select(Trainee.phone).where(Trainee.phone_index == each)) for each in wanted
            ]
            return sum(found.all() == [each] for found, each in zip(by_phone, wanted, strict=True))


@pytest.fixture
def city(copied_database_url: str, tmp_path: Path) -> Iterator[City]:
    database = Database(copied_database_url, next_keys())
    for start in range(0, PEOPLE, AT_ONCE):
        with database.writing() as session:
            for place in range(start, start + AT_ONCE):
                a_trainee(session, f"学员{place}", str(13800000000 + place))
    files = FolderStore(tmp_path / "evidence")
    for place in range(PAPERS):
        SealedStore(files, old_keys()).put(f"claims/{place}.jpg", b"paper %d" % place, "image/jpeg")
    keys = {
        "CHABAN_DATA_KEY": b"n" * 32,
        "CHABAN_INDEX_KEY": b"n" * 32,
        "CHABAN_DATA_KEYS_BEFORE": b"d" * 32,
        "CHABAN_INDEX_KEYS_BEFORE": b"i" * 32,
    }
    own = {name: b64encode(key).decode() for name, key in keys.items()} | {
        "CHABAN_INSTANCE": str(tmp_path),
        "CHABAN_SECRET_KEY": "s" * 32,
        "DATABASE_URL": copied_database_url,
        "HOME": str(tmp_path),
        "PYTHONPATH": str(CHECKOUT),
    }
    yield City(database, os.environ | own, SealedStore(files, next_keys()))
    database.close()


def test_killed_at_any_place_it_is_gone_on_with_and_nobody_is_lost_or_doubled(city, figure):
    new_key = next_keys().wanted.index
    moments = [
        lambda: city.sealed_anew() > 0,
        lambda: city.sealed_anew() > PEOPLE,
        lambda: city.prepared() > 0,
        lambda: city.prepared() > PEOPLE,
        lambda: city.index_key() == new_key,
    ]

    kills = 0
    for moment in moments:
        kills += city.kill_when(moment)
        assert city.found() == PEOPLE
    last = city.rotate()
    said, _ = last.communicate(timeout=PATIENCE)

    assert last.returncode == 0, said
    assert kills >= 2
    assert (city.sealed_anew(), city.prepared(), city.index_key()) == (2 * PEOPLE, 0, new_key)
    assert city.found() == PEOPLE
    assert [city.papers.get(f"claims/{place}.jpg") for place in range(PAPERS)] == [
        b"paper %d" % place for place in range(PAPERS)
    ]
    kind = city.database.engine.dialect.name
    figure(
        f"a change of keys killed, {kind}",
        "0 lost, 0 doubled",
        f"{kills} kills, 0 of {PEOPLE} lost or doubled",
    )
