"""Bringing a database to the schema of this code, by the numbered migrations."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import training.records.tables  # noqa: F401  (a database of this schema is about to be used)
from training.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate upwards in one transaction; a failed migration changes nothing."""
    with database.writing() as session:
        command.upgrade(_config(session.connection()), revision)


def downgrade(database: Database, revision: str) -> None:
    """Migrate downwards; `base` leaves no table."""
    with database.writing() as session:
        command.downgrade(_config(session.connection()), revision)


def is_current(database: Database) -> bool:
    """Whether every migration of this code has been applied."""
    with database.reading() as session:
        at = MigrationContext.configure(session.connection()).get_current_revision()
    return at == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
