"""How each of the two databases is opened and begins its transactions."""

from typing import Any

from sqlalchemy import Engine, create_engine, event

from training.vault import Vault

SQLITE_WAITS_MS = 10_000
CONNECTS_WITHIN = 5
"""Seconds: a server that does not answer must not hold whoever asks."""


def open_engine(url: str, vault: Vault) -> Engine:
    # An error that tells its parameters would put names and phones into a log.
    is_sqlite = url.startswith("sqlite")
    named = {} if is_sqlite else {"application_name": name_of(vault), "connect_timeout": CONNECTS_WITHIN}
    engine = create_engine(
        _with_driver(url), pool_pre_ping=not is_sqlite, hide_parameters=True, connect_args=named
    )
    engine.dialect.vault = vault  # type: ignore[attr-defined]
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def name_of(vault: Vault) -> str:
    """How a process names itself to PostgreSQL: a change of keys sees who was started with other settings."""
    return f"chaban {vault.wanted.data} {vault.wanted.index}"


def _with_driver(url: str) -> str:
    """Accept the plain postgresql:// that every host hands out."""
    scheme, rest = url.split("://", 1)
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url


def _prepare_sqlite(connection: Any, record: object) -> None:
    # The driver's own BEGIN would come too late (before the first write), so it is switched off.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    # NORMAL is faster and loses the last commits in a power cut; a device that was told OK never resends.
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA busy_timeout={SQLITE_WAITS_MS}")


def _begin_sqlite(connection: Any) -> None:
    # A transaction that reads first and writes later fails at once when another has written between;
    # one that announces its write waits its turn.
    options = connection.get_execution_options()
    # Said each time, for the pool hands the connections of readers on to writers.
    connection.connection.execute(f"PRAGMA query_only={'ON' if options.get('chaban_reads') else 'OFF'}")
    if options.get("chaban_writes"):
        connection.exec_driver_sql(f"PRAGMA synchronous={'NORMAL' if options.get('chaban_jots') else 'FULL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")
