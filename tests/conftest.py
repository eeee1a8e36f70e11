"""Fixtures that every test may use: both databases, migrated by the real migrations."""

import gc
import ipaddress
import os
import shutil
import signal
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine, event

from tests.databases.kept import Kept, KeptPostgresql, KeptSqlite, migrate
from tests.databases.postgresql import begin_server, end_server, in_postgresql, of_database, server_url
from tests.databases.shared import first_in, new_folder
from tests.order import place_of
from training.database import Database
from training.vault import Vault

DATABASES = ("sqlite", "postgresql")
# How long an example takes says more about what else the machine does than about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
RUN_FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Whoever starts the workers makes the folder that they share."""
    given = getattr(config, "workerinput", {}).get("run_folder")
    config.stash[RUN_FOLDER] = Path(given) if given else new_folder()
    if not given:
        # Whoever ends a run by SIGTERM wants its server gone too, as by the keyboard.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        # The workers and every process of a test inherit it: to compile all modules anew takes each of
        # them most of a second.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # Among what is collected is no garbage; to look for it takes a third as long as to collect.
    gc.disable()


def pytest_collection_finish() -> None:
    """Nor does anybody look through it again during the tests, which have enough of their own."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With any word in CHABAN_TEST_ORDER: in an order that the word decides."""
    word = os.environ.get("CHABAN_TEST_ORDER")
    if word:
        items.sort(key=lambda item: place_of(item.nodeid, word))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["run_folder"] = str(node.config.stash[RUN_FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        end_server(config.stash[RUN_FOLDER])
        shutil.rmtree(config.stash[RUN_FOLDER], ignore_errors=True)


@event.listens_for(Engine, "connect")
def rows_without_an_order_come_in_another(connection: object, _: object) -> None:
    """Whoever counts on an order must ask for it: PostgreSQL promises none, SQLite shows it here."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any test that tries to reach beyond this machine fails."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not ipaddress.ip_address(str(address[0])).is_loopback:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def vault() -> Vault:
    return Vault(data_key=b"d" * 32, index_key=b"i" * 32)


@pytest.fixture(scope="session")
def run_folder(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.stash[RUN_FOLDER]


@pytest.fixture(scope="session")
def worker(pytestconfig: pytest.Config) -> str:
    """The name of this process among those of the run."""
    return str(getattr(pytestconfig, "workerinput", {}).get("workerid", "alone"))


@pytest.fixture(scope="session")
def migrated_sqlite(run_folder: Path, vault: Vault) -> Path:
    """A file to copy; who needs no file of their own takes `sqlite`."""
    path = run_folder / "migrated.db"
    with first_in(run_folder, "sqlite") as is_first:
        if is_first:
            migrate(f"sqlite:///{path}", vault)
    return path


@pytest.fixture(scope="session")
def postgresql_url(run_folder: Path) -> str:
    """A real PostgreSQL server of this run's own."""
    with first_in(run_folder, "server") as is_first:
        if is_first:
            begin_server(run_folder)
        return server_url(run_folder)


@pytest.fixture(scope="session")
def migrated_postgresql(run_folder: Path, postgresql_url: str, vault: Vault) -> str:
    """The server with a migrated template that each worker copies."""
    with first_in(run_folder, "postgresql") as is_first:
        if is_first:
            in_postgresql(postgresql_url, "CREATE DATABASE migrated")
            migrate(of_database(postgresql_url, "migrated"), vault)
    return postgresql_url


@pytest.fixture(scope="session")
def kept_sqlite(run_folder: Path, migrated_sqlite: Path, worker: str, vault: Vault) -> Iterator[Kept]:
    kept = KeptSqlite(migrated_sqlite, run_folder / f"{worker}.db", vault)
    yield kept
    kept.database.close()


@pytest.fixture(scope="session")
def kept_postgresql(run_folder: Path, migrated_postgresql: str, worker: str, vault: Vault) -> Iterator[Kept]:
    with first_in(run_folder, "copies"):
        in_postgresql(migrated_postgresql, f"CREATE DATABASE {worker} TEMPLATE migrated")
    kept = KeptPostgresql(of_database(migrated_postgresql, worker), vault)
    yield kept
    kept.database.close()


@pytest.fixture(params=DATABASES)
def kept(request: pytest.FixtureRequest) -> Kept:
    found: Kept = request.getfixturevalue(f"kept_{request.param}")
    found.restore()
    return found


@pytest.fixture
def database(kept: Kept) -> Database:
    """The migrated database with nothing but what the migrations preload."""
    return kept.database


@pytest.fixture
def database_url(kept: Kept) -> str:
    return kept.url


@pytest.fixture
def sqlite(kept_sqlite: Kept) -> Kept:
    """Where it does not matter which database it is."""
    kept_sqlite.restore()
    return kept_sqlite


@pytest.fixture(params=DATABASES)
def copied_database_url(request: pytest.FixtureRequest, worker: str, tmp_path: Path) -> str:
    """A migrated database of this test's own, for keys other than those that all tests share."""
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_sqlite'), tmp_path / 'copied.db')}"
    folder, server = request.getfixturevalue("run_folder"), request.getfixturevalue("migrated_postgresql")
    name = f"copied_{worker}"
    with first_in(folder, "copies"):
        drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
        in_postgresql(server, drop, f"CREATE DATABASE {name} TEMPLATE migrated")
    return of_database(server, name)


@pytest.fixture
def empty_database_url(request: pytest.FixtureRequest, worker: str, tmp_path: Path) -> str:
    """A database without a table; parametrise indirectly with DATABASES."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    server, name = request.getfixturevalue("postgresql_url"), f"empty_{worker}"
    in_postgresql(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    return of_database(server, name)
