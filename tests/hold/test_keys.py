"""Lost keys: a database under other keys is refused at every door, and a change of keys doubles nobody."""

import os
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from shutil import copy
from threading import Event, Thread

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from tests.checkout import CHECKOUT
from tests.factories import a_trainee, an_id_number
from tests.notifications.conftest import until
from tests.patience import PATIENCE
from tests.training.records.keys.changing import change_data_key, change_index_key, next_keys, old_keys
from tests.webapp.conftest import web_settings
from training.database import Database
from training.notice.clock import SHANGHAI
from training.records.classes.trainees import Trainee
from webapp.app import create_app
from webapp.cli import main
from webapp.demo.sample_class import SAMPLES
from webapp.demo.sample_files import write_filing

KEYS = {"CHABAN_DATA_KEY": b"d" * 32, "CHABAN_INDEX_KEY": b"i" * 32}
OTHER = b"o" * 32
PEOPLE = 120
AFTER = 40
"""So many acts of each kind that begin after the change, before it counts as survived."""


@dataclass
class Restored:
    """An installation from a backup: its database, and the keys that whoever restored it brought."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def bring(self, **keys: bytes) -> None:
        for name, key in (KEYS | keys).items():
            self.monkeypatch.setenv(name, b64encode(key).decode())

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, arguments, prog_name="chaban", catch_exceptions=False)

    def people(self) -> int:
        database = Database(f"sqlite:///{self.folder / 'chaban.db'}", old_keys())
        with database.reading() as session:
            count = session.scalar(select(func.count(Trainee.id)))
        database.close()
        return count or 0


@pytest.fixture
def restored(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Restored:
    copy(migrated_sqlite, tmp_path / "chaban.db")
    for name, value in {"CHABAN_INSTANCE": str(tmp_path), "CHABAN_SECRET_KEY": "s" * 32}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    own = Restored(tmp_path, monkeypatch)
    own.bring()
    return own


@pytest.mark.parametrize("name", KEYS)
def test_a_restored_database_with_another_key_is_refused_at_every_door_and_nobody_is_doubled(
    restored, name, figure
):
    filing = write_filing(restored.folder, SAMPLES[0], datetime(2026, 3, 2, tzinfo=SHANGHAI))
    assert restored.run("import", "filing", str(filing)).exit_code == 0
    before = restored.people()
    restored.bring(**{name: OTHER})

    commands = (
        ("db", "upgrade"),
        ("import", "filing", str(filing)),
        ("worker", "--once"),
        ("bot", "usage"),
        ("hours", SAMPLES[0].number),
        ("keys",),
        ("keys", "rotate"),
    )
    doors = {" ".join(each): restored.run(*each) for each in commands}

    refused = {door for door, said in doors.items() if said.exit_code == 2 and _is_told(name, said.stderr)}
    assert refused == set(doors), {door: said.output for door, said in doors.items()}
    assert restored.people() == before > 0
    figure(
        f"restored with another {name}: commands",
        "all refuse, nobody doubled",
        f"{len(refused)} of {len(doors)}",
    )


def test_with_another_key_the_site_does_not_start(restored):
    restored.bring(CHABAN_INDEX_KEY=OTHER)

    started = subprocess.run(
        [sys.executable, "-m", "webapp.cli", "web"],
        cwd=restored.folder,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT), "CHABAN_PORT": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert started.returncode == 2
    assert _is_told("CHABAN_INDEX_KEY", started.stderr)


@pytest.mark.parametrize("name", KEYS)
def test_with_another_key_the_site_does_not_say_healthy(restored, name, figure):
    restored.bring(**{name: OTHER})
    url = f"sqlite:///{restored.folder / 'chaban.db'}"
    settings = web_settings(url, restored.folder, **{name: os.environ[name]})

    site = create_app(settings).test_client()
    health = site.get("/healthz")
    asked = site.get("/api/v1/me/progress", headers={"Authorization": "Bearer token"})

    assert health.status_code == 503
    assert health.json["status"] == "failing"
    (told,) = (each["says"] for each in health.json["problems"] if each["about"] == "密钥")
    assert _is_told(name, told)
    assert asked.status_code == 503
    assert name not in asked.text
    figure(f"restored with another {name}: health", "503 with the reason", health.status_code)


def _is_told(name: str, said: str) -> bool:
    told = "".join(said.split())
    return f"{name}与这个数据库不符" in told and "Traceback" not in told


@dataclass
class Town:
    """Processes that register and look people up, all the while until the change of keys is through."""

    url: str
    known: list[int] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    is_over: Event = field(default_factory=Event)

    def register(self, seed: int) -> None:
        """Whoever may be known or not, of this registrar's own half; nobody who is there is entered again."""
        chance = Random(seed)
        with self._process() as database:
            while not self.is_over.is_set():
                place = chance.randrange(seed, 2 * PEOPLE, 2)
                with database.writing() as session:
                    own = select(Trainee.id).where(Trainee.id_number_index == number_of(place))
                    if session.scalar(own) is None:
                        a_trainee(session, f"学员{place}", phone_of(place), place + 1)
                self.known.append(place)
                self.acts["registered"] += 1

    def look_up(self, seed: int) -> None:
        """Whoever was registered is found by ID number and by phone, and is one."""
        chance = Random(seed)
        with self._process() as database:
            while not self.is_over.is_set():
                place = chance.choice(self.known)
                with database.reading() as session:
                    for index in (
                        Trainee.id_number_index == number_of(place),
                        Trainee.phone_index == phone_of(place),
                    ):
                        found = [each.id_number for each in session.scalars(select(Trainee).where(index))]
                        if found != [number_of(place)]:
                            self.faults.append(f"学员{place}: {len(found)}")
                self.acts["looked up"] += 1

    def _process(self) -> "Process":
        return Process(Database(self.url, next_keys()), self.faults)


@dataclass
class Process:
    """A database of its own, and a word about whatever went wrong with it."""

    database: Database
    faults: list[str]

    def __enter__(self) -> Database:
        return self.database

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> bool:
        if fault is not None:
            self.faults.append(repr(fault))
        self.database.close()
        return True


def number_of(place: int) -> str:
    return an_id_number(place + 1)


def phone_of(place: int) -> str:
    return str(13800000000 + place)


@pytest.fixture
def town(copied_database_url: str) -> Iterator[Town]:
    own = Town(copied_database_url)
    with Process(Database(own.url, next_keys()), own.faults) as database, database.writing() as session:
        for place in range(PEOPLE):
            a_trainee(session, f"学员{place}", phone_of(place), place + 1)
            own.known.append(place)
    yield own
    own.is_over.set()


def test_while_the_keys_change_everybody_is_found_at_every_moment_and_nobody_is_doubled(town, figure):
    works: list[Callable[[int], None]] = [town.register, town.register, town.look_up, town.look_up]
    threads = [Thread(target=work, args=(seed,)) for seed, work in enumerate(works)]
    for each in threads:
        each.start()
    until(lambda: len(town.acts) == 2 or bool(town.faults))

    own = Database(town.url, next_keys())
    change_data_key(own)
    change_index_key(own)
    begun = Counter(town.acts)
    until(lambda: all(town.acts[each] >= begun[each] + AFTER for each in begun) or bool(town.faults))
    town.is_over.set()
    for each in threads:
        each.join(PATIENCE)

    assert town.faults == []
    with own.reading() as session:
        numbers = Counter(session.scalars(select(Trainee.id_number)))
        indexes = session.scalar(select(func.count(func.distinct(Trainee.id_number_index))))
    own.close()
    assert set(numbers.values()) == {1}
    assert indexes == len(numbers)
    assert set(numbers) >= {number_of(place) for place in town.known}
    measured = f"0 of {town.acts['looked up']} looked up, 0 of {len(numbers)} doubled"
    figure(f"keys changed under load, {_kind_of(own)}", "0 not found, 0 doubled", measured)


def _kind_of(database: Database) -> str:
    return database.engine.dialect.name
