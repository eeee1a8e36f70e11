"""The configured database, with every table known."""

import training.records.tables  # noqa: F401  (rows name each other by words, so all of them must be there)
from training.database import Database
from training.settings import Settings
from training.vault import Vault


def open_database(settings: Settings) -> Database:
    """Nothing is opened before it is needed; raises sqlalchemy's ArgumentError for no address at all."""
    return Database(settings.database_url, Vault(settings.data_key, settings.index_key))
