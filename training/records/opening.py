"""The configured database, with every table known."""

from pathlib import Path

from sqlalchemy import URL, event

import training.records.tables  # noqa: F401  (rows name each other by words, so all of them must be there)
from training.closed import close_to_others
from training.database import Database
from training.settings import Settings
from training.vault import Vault

RECEIVED = ".received"
"""Ends the name of the file beside SQLite's with what the chat acknowledged and nobody moved on yet."""


def open_database(settings: Settings) -> Database:
    """Nothing is opened before it is needed; raises sqlalchemy's ArgumentError for no address at all."""
    opened = Database(settings.database_url, vault_of(settings))
    path = file_of(opened.engine.url)
    if path is not None:
        event.listen(opened.engine, "do_connect", lambda *_: close_to_others(path))
    return opened


def vault_of(settings: Settings) -> Vault:
    """All keys of the settings, those on their way out too."""
    return Vault(settings.data_key, settings.index_key, settings.crypto, settings.keys_before)


def file_of(url: URL) -> Path | None:
    """Where a SQLite database lies; None of one on a server or in memory."""
    is_a_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_a_file else None
