"""A database of its own whose keys are changed."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from tests.patience import PATIENCE
from training.ciphers import Crypto
from training.database import Database
from training.records.keys.reindexing import exchange_indexes, forget_next_indexes, prepare_indexes
from training.records.keys.resealing import reseal_columns, retire_data_keys, use_data_key
from training.vault import KeysBefore, Vault

DATA, INDEX, NEXT = b"d" * 32, b"i" * 32, b"n" * 32
NOW = datetime(2026, 12, 1, 6, tzinfo=UTC)


def old_keys() -> Vault:
    return Vault(DATA, INDEX)


def next_keys(crypto: Crypto = Crypto.AES) -> Vault:
    """Those of a process that was restarted for the change."""
    return Vault(NEXT, NEXT, crypto, KeysBefore((DATA,), (INDEX,)))


def change_data_key(database: Database) -> None:
    use_data_key(database, now=NOW)
    reseal_columns(database, nothing)
    retire_data_keys(database, now=NOW)


def change_index_key(database: Database) -> None:
    exchange_indexes(database, prepare_indexes(database, nothing), now=NOW)
    forget_next_indexes(database)


def end_others(database: Database) -> None:
    """As their processes end. PostgreSQL tells of a closed connection until its server process is gone."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with database.reading() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text(f"SELECT pg_terminate_backend(pid, {PATIENCE * 1000}) {others}"))


def nothing(_: Any) -> None:
    pass
