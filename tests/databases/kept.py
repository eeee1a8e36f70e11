"""A database that a worker keeps for all its tests, and that each test finds as the migrations left it.

Not a new one for each: a new engine compiles every statement anew, which is most of what a test would cost.
"""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.databases.begun import IS_UNTOUCHED, KEEP, REPLAY
from training.database import Base, Database
from training.records import schema
from training.vault import Vault

Make = Callable[[Session], UUID]
KEPT: "WeakKeyDictionary[Database, Kept]" = WeakKeyDictionary()


class Kept(ABC):
    def __init__(self, url: str, vault: Vault):
        self.url = url
        self.database = Database(url, vault)
        self._begun: dict[str, UUID] = {}
        KEPT[self.database] = self

    @abstractmethod
    def restore(self) -> None:
        """Forget what the last test wrote."""

    def begin(self, name: str, make: Make) -> UUID:
        """What many tests begin with: written by the first of a worker, copied for all the others.

        Only where nothing was written yet, for a copy knows nothing of other rows.
        """
        if not self._is_untouched():
            return write(self.database, make)
        if name in self._begun:
            self._replay(name)
        else:
            made = write(self.database, make)
            self._keep(name)
            self._begun[name] = made
        return self._begun[name]

    @abstractmethod
    def _is_untouched(self) -> bool:
        """Whether nobody wrote since it was restored."""

    @abstractmethod
    def _keep(self, name: str) -> None:
        """Remember all that is there now."""

    @abstractmethod
    def _replay(self, name: str) -> None:
        """Bring that back into the restored database."""


class KeptSqlite(Kept):
    """A file that is copied from the migrated one."""

    def __init__(self, migrated: Path, path: Path, vault: Vault):
        super().__init__(f"sqlite:///{path}", vault)
        self._migrated, self._path = migrated, path

    def restore(self) -> None:
        self._copy(self._migrated)

    def _is_untouched(self) -> bool:
        log = Path(f"{self._path}-wal")
        return self._path.stat().st_mtime_ns == self._copied_at and not (log.exists() and log.stat().st_size)

    def _keep(self, name: str) -> None:
        # The last to close writes the log into the file.
        self.database.close()
        shutil.copyfile(self._path, self._of(name))

    def _replay(self, name: str) -> None:
        self._copy(self._of(name))

    def _of(self, name: str) -> Path:
        return self._path.with_suffix(f".{name}.db")

    def _copy(self, origin: Path) -> None:
        self.database.close()
        # A new file, not new bytes in the old: whoever still had that open would write into this one.
        for name in ("", "-wal", "-shm"):
            Path(f"{self._path}{name}").unlink(missing_ok=True)
        shutil.copyfile(origin, self._path)
        self._copied_at = self._path.stat().st_mtime_ns


class KeptPostgresql(Kept):
    """A database whose rows and numbers go back: much faster than a copy for each test."""

    def __init__(self, url: str, vault: Vault):
        super().__init__(url, vault)
        with self.database.writing() as session:
            session.execute(text(REMEMBER.replace("{tables}", TABLES)))

    def restore(self) -> None:
        with self.database.writing() as session:
            # All at once: each way to the server and back takes as long as its work.
            session.execute(text(RESTORE))

    def _is_untouched(self) -> bool:
        with self.database.reading() as session:
            return bool(session.scalar(text(IS_UNTOUCHED)))

    def _keep(self, name: str) -> None:
        with self.database.writing() as session:
            session.execute(text(KEEP.replace("{tables}", TABLES).replace("{begun}", f"begun_{name}")))

    def _replay(self, name: str) -> None:
        with self.database.writing() as session:
            session.execute(text(REPLAY.replace("{begun}", f"begun_{name}")))


def begin(database: Database, name: str, make: Make) -> UUID:
    """What many tests begin with; a database that is no worker's own gets it written as ever."""
    kept = KEPT.get(database)
    return kept.begin(name, make) if kept else write(database, make)


def write(database: Database, make: Make) -> UUID:
    with database.writing() as session:
        return make(session)


def migrate(url: str, vault: Vault) -> None:
    database = Database(url, vault)
    schema.upgrade(database)
    if url.startswith("sqlite"):
        # All of it in the one file that is copied.
        with database.engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


TABLES = ",".join(table.name for table in Base.metadata.sorted_tables)
# A function, since its plans are kept as long as the connection: to make them anew would take most of it.
# One statement looks at all tables: of two hundred a test writes into ten. What the migrations preloaded
# stays as long as nobody touched any of it, and comes back together, for those rows refer to each other.
REMEMBER = """
DO $make$
DECLARE name text; place int := 0; is_preloaded boolean; own text; rows text;
    touched text := 'false'; looks text := ''; looks_at_new text := '';
    deletes text := ''; inserts text := '';
BEGIN
    CREATE SCHEMA preloaded;
    CREATE TABLE preloaded.numbers AS
        SELECT format('public.%I', sequencename)::regclass AS name, start_value, last_value
        FROM pg_sequences WHERE schemaname = 'public';
    FOREACH name IN ARRAY string_to_array('{tables}', ',') LOOP
        place := place + 1;
        looks := looks || format(', EXISTS (SELECT FROM %I)', name);
        own := format('written[%s]', place);
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO is_preloaded;
        IF is_preloaded THEN
            EXECUTE format('CREATE TABLE preloaded.%1$I AS TABLE %1$I', name);
            inserts := inserts || format('INSERT INTO %1$I SELECT * FROM preloaded.%1$I; ', name);
            rows := '(SELECT array_agg(each::text ORDER BY each::text) FROM %s%I each)';
            touched := touched || ' OR ' || format(rows, '', name)
                || ' IS DISTINCT FROM ' || format(rows, 'preloaded.', name);
            own := 'touched';
        ELSE
            looks_at_new := looks_at_new || format(', EXISTS (SELECT FROM %I)', name);
        END IF;
        -- Who refers to others goes first, and comes last.
        deletes := format('IF %s THEN DELETE FROM %I; END IF; ', own, name) || deletes;
    END LOOP;
    EXECUTE 'CREATE FUNCTION preloaded.is_untouched() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN '
        || 'RETURN (SELECT NOT (' || touched || ') AND true <> ALL(ARRAY['
        || substr(looks_at_new, 3) || '])); END $$';
    EXECUTE 'CREATE FUNCTION preloaded.restore() RETURNS void LANGUAGE plpgsql AS $$ '
        || 'DECLARE written boolean[]; touched boolean; BEGIN '
        || 'SELECT ARRAY[' || substr(looks, 3) || '], ' || touched || ' INTO written, touched; '
        || deletes || 'IF touched THEN ' || inserts || ' END IF; END $$';
END $make$
"""

RESTORE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
SET LOCAL session_replication_role = replica;
SELECT preloaded.restore();
SELECT setval(name, coalesce(last_value, start_value), last_value IS NOT NULL) FROM preloaded.numbers
    WHERE pg_sequence_last_value(name) IS DISTINCT FROM last_value;
"""
"""A transaction that a test left open is ended, for it would be waited for without end.

As a replica it may take away what nobody may change: the entries of the ledger.
"""
