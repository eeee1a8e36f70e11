"""One PostgreSQL database for the folder, emptied before each test: much faster than a copy for each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import DATABASES, _in_postgresql, _of_database
from tests.training.checks.checking import Checking, enrol, register_staff
from training.database import Base, Database
from training.vault import Vault


@pytest.fixture(scope="session")
def services_postgresql(migrated_postgresql: str, vault: Vault) -> Iterator["_Emptied"]:
    _in_postgresql(migrated_postgresql, "CREATE DATABASE services TEMPLATE migrated")
    emptied = _Emptied(_of_database(migrated_postgresql, "services"), vault)
    yield emptied
    emptied.database.close()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        path = tmp_path / "chaban.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    emptied = request.getfixturevalue("services_postgresql")
    emptied.empty()
    yield emptied.url


@pytest.fixture
def checking(database: Database) -> Checking:
    """The city's inspector before a class of four trainees of 昆都仑区; nothing has been drawn."""
    with database.writing() as session:
        register_staff(session)
        class_id = enrol(session, "BT-1", 4)
    return Checking(database, class_id)


class _Emptied:
    """A database that goes back to exactly what the migrations preloaded."""

    def __init__(self, url: str, vault: Vault):
        self.url = url
        self.database = Database(url, vault)
        with self.database.reading() as session:
            rows = {
                table: session.execute(table.select()).mappings() for table in Base.metadata.sorted_tables
            }
            self._preloaded = {table: [dict(row) for row in each] for table, each in rows.items()}

    def empty(self) -> None:
        with self.database.writing() as session:
            # Who refers to others goes first, and comes last.
            for table in reversed(self._preloaded):
                session.execute(table.delete())
            for table, rows in self._preloaded.items():
                if rows:
                    session.execute(table.insert(), rows)
