"""Bringing a database to the schema of this code, by the numbered migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, MetaData

import training.records.tables  # noqa: F401  (a database of this schema is about to be used)
from training.custody import WrongKey
from training.database import Database
from training.records.carrying_over import LAST, carry_over, check_age
from training.records.keys.first_keys import UNKNOWN, note_first_keys
from training.vault import Vault

MIGRATIONS = Path(__file__).parent / "migrations"
BASELINE = "0001_baseline"
KEYS_KNOWN = "0018_keys"


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate upwards in one transaction; a failed migration changes nothing.

    What stands at the end of version 0.1 is carried over; raises TooOld for what stopped before, and WrongKey
    where the keys do not open what lies there.
    """
    with database.writing() as session:
        connection = session.connection()
        config, stands_at = _config(connection), revision_of(connection)
        check_age(stands_at)
        if stands_at == LAST:
            _carry_over(connection, database.vault)
            command.stamp(config, BASELINE, purge=True)
        with _under_own_keys(database.vault, config, revision):
            command.upgrade(config, revision)
            note_first_keys(connection, database.vault)


@contextmanager
def _under_own_keys(vault: Vault, config: Config, revision: str) -> Iterator[None]:
    """A database that never told its keys tells them first: later migrations seal and index by them."""
    connection: Connection = config.attributes["connection"]
    stands_at = revision_of(connection) or ""
    if not stands_at < KEYS_KNOWN <= revision:
        yield
        return
    command.upgrade(config, KEYS_KNOWN)
    with vault.using(note_first_keys(connection, vault)):
        yield


def downgrade(database: Database, revision: str) -> None:
    """Migrate downwards; `base` leaves no table."""
    with database.writing() as session:
        command.downgrade(_config(session.connection()), revision)


def is_current(database: Database) -> bool:
    """Whether every migration of this code has been applied."""
    with database.reading() as session:
        stands_at = revision_of(session.connection())
    return stands_at == head()


def revision_of(connection: Connection) -> str | None:
    """The last migration that was applied; None where there was none."""
    return MigrationContext.configure(connection).get_current_revision()


def is_known(revision: str) -> bool:
    """Whether this code has that migration, and so the way on from it."""
    return revision in names()


def head() -> str:
    """The last migration, by its file's name: to load them all costs a command more than its own work."""
    return names()[-1]


def names() -> list[str]:
    """All migrations in their order; they lie in rooms of twenty."""
    return sorted(each.stem for each in (MIGRATIONS / "versions").glob("*/[0-9]*.py"))


def _carry_over(connection: Connection, vault: Vault) -> None:
    try:
        carry_over(connection, _baseline())
    except InvalidTag as error:
        raise WrongKey("data", vault.wanted.data, UNKNOWN) from error


def _baseline() -> MetaData:
    tables: MetaData = scripts().get_revision(BASELINE).module.BASELINE
    return tables


def scripts() -> ScriptDirectory:
    """The migrations as Alembic reads them."""
    return ScriptDirectory.from_config(_located())


def _config(connection: Connection) -> Config:
    config = _located()
    config.attributes["connection"] = connection
    return config


def _located() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("recursive_version_locations", "true")
    return config
