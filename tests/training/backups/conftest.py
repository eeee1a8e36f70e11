"""An installation with a picture that rows name, and an empty place to bring its backup into."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.databases.postgresql import client_tools, in_postgresql, of_database
from tests.training.checks.checking import Checking, a_picture, enrol, register_staff
from training.backups.making import Made, Shelf, make_backup
from training.database import Database
from webapp.web.stores.folder import FolderStore

NIGHT = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


@dataclass
class Installation:
    """A database and a store; its backups stand on a shelf."""

    database: Database
    store: FolderStore
    files: Path
    shelf: Path

    def back_up(self, now: datetime = NIGHT, kept: int = 14) -> Made:
        return make_backup(self.database, self.store, Shelf(self.shelf, kept), now=now)

    @property
    def backups(self) -> list[str]:
        return sorted(each.name for each in self.shelf.glob("chaban-*"))


@contextmanager
def an_empty_place(beside: Database, folder: Path, worker: str) -> Iterator[Installation]:
    """As empty as a new machine, for the same kind of database and with the same keys."""
    url = f"sqlite:///{folder / 'chaban.db'}"
    if beside.engine.dialect.name == "postgresql":
        address, name = beside.engine.url, f"elsewhere_{worker}"
        server = address.set(drivername="postgresql", database="postgres").render_as_string()
        in_postgresql(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        url = of_database(server, name)
    files = folder / "evidence"
    found = Installation(Database(url, beside.vault), FolderStore(files), files, folder / "shelf")
    yield found
    found.database.close()


@pytest.fixture
def tools(run_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{client_tools(run_folder)}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def own(database: Database, tools: None, tmp_path: Path) -> Installation:
    with database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-1", 4)
    checking, store = Checking(database, class_id), FolderStore(tmp_path / "evidence")
    checking.start()
    picture = a_picture("red")
    store.put(picture.original_key, picture.original, picture.original_type)
    store.put(picture.served_key, picture.served, picture.media_type)
    checking.keep("red")
    return Installation(database, store, tmp_path / "evidence", tmp_path / "shelf")


@pytest.fixture
def elsewhere(own: Installation, tmp_path: Path, worker: str) -> Iterator[Installation]:
    with an_empty_place(own.database, tmp_path / "elsewhere", worker) as found:
        yield found
