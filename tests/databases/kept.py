"""A database that a worker keeps for all its tests, and that each test finds as the migrations left it.

Not a new one for each: a new engine compiles every statement anew, which is most of what a test would cost.
"""

import shutil
from abc import ABC, abstractmethod
from pathlib import Path

from sqlalchemy import text

from training.database import Base, Database
from training.records import schema
from training.vault import Vault


class Kept(ABC):
    def __init__(self, url: str, vault: Vault):
        self.url = url
        self.database = Database(url, vault)

    @abstractmethod
    def restore(self) -> None:
        """Forget what the last test wrote."""


class KeptSqlite(Kept):
    """A file that is copied from the migrated one."""

    def __init__(self, migrated: Path, path: Path, vault: Vault):
        super().__init__(f"sqlite:///{path}", vault)
        self._migrated, self._path = migrated, path

    def restore(self) -> None:
        self.database.close()
        # A new file, not new bytes in the old: whoever still had that open would write into this one.
        for name in ("", "-wal", "-shm"):
            Path(f"{self._path}{name}").unlink(missing_ok=True)
        shutil.copyfile(self._migrated, self._path)


class KeptPostgresql(Kept):
    """A database whose rows and numbers go back: much faster than a copy for each test."""

    def __init__(self, url: str, vault: Vault):
        super().__init__(url, vault)
        with self.database.writing() as session:
            tables = ",".join(table.name for table in Base.metadata.sorted_tables)
            session.execute(text(REMEMBER.replace("{tables}", tables)))

    def restore(self) -> None:
        with self.database.writing() as session:
            # All at once: each way to the server and back takes as long as its work.
            session.execute(text(RESTORE))


def migrate(url: str, vault: Vault) -> None:
    database = Database(url, vault)
    schema.upgrade(database)
    if url.startswith("sqlite"):
        # All of it in the one file that is copied.
        with database.engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


# A function, since its plans are kept as long as the connection: to make them anew would take most of it.
# One statement looks at all tables: of two hundred a test writes into ten. What the migrations preloaded
# stays as long as nobody touched any of it, and comes back together, for those rows refer to each other.
REMEMBER = """
DO $make$
DECLARE name text; place int := 0; is_preloaded boolean; own text; rows text;
    touched text := 'false'; looks text := ''; deletes text := ''; inserts text := '';
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
        END IF;
        -- Who refers to others goes first, and comes last.
        deletes := format('IF %s THEN DELETE FROM %I; END IF; ', own, name) || deletes;
    END LOOP;
    EXECUTE 'CREATE FUNCTION preloaded.restore() RETURNS void LANGUAGE plpgsql AS $$ '
        || 'DECLARE written boolean[]; touched boolean; BEGIN '
        || 'SELECT ARRAY[' || substr(looks, 3) || '], ' || touched || ' INTO written, touched; '
        || deletes || 'IF touched THEN ' || inserts || ' END IF; END $$';
END $make$
"""

RESTORE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
SELECT preloaded.restore();
SELECT setval(name, coalesce(last_value, start_value), last_value IS NOT NULL) FROM preloaded.numbers
    WHERE pg_sequence_last_value(name) IS DISTINCT FROM last_value;
"""
"""A transaction that a test left open is ended, for it would be waited for without end."""
