"""Bringing a backup into an empty place: files first, the database last, for half of it must be nothing."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from shutil import copyfile

from sqlalchemy import Connection, MetaData, inspect

from training.backups import postgresql
from training.backups.checking import BackupDamaged, check_backup, lacking_keys
from training.backups.copying import key_of, whole_files
from training.backups.rules.manifest import Manifest, OtherKeys
from training.backups.shelf import digest_of, remember_names
from training.backups.snapshots import (
    POSTGRESQL,
    RECEIVED_COPY,
    SQLITE,
    InMemory,
    counts_of,
    reading_alone,
)
from training.closed import BESIDE, close_to_others
from training.database import Database
from training.errors import NotNow
from training.ports.files import SweptStore
from training.records import schema
from training.records.opening import RECEIVED, file_of

MEDIA_TYPE = "application/octet-stream"
DRAFT = ".restoring"
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class NotEmpty(NotNow):
    """Something is there already, which a restore would mix with."""

    def __init__(self, what: str):
        super().__init__(
            f"{what}，没有恢复：备份只恢复到空的地方，免得盖掉现有数据。"
            "请换一个 CHABAN_INSTANCE（或空的数据库和材料库），或先把现有的移走留存。"
        )


class OtherDatabase(NotNow):
    def __init__(self, theirs: str, ours: str):
        super().__init__(
            f"这是 {KINDS.get(theirs, theirs)} 的备份，现在设置的是 {KINDS.get(ours, ours)}，没有恢复："
            "请把 DATABASE_URL 设成同一种数据库再运行。"
        )


class NewerBackup(NotNow):
    def __init__(self, version: str):
        super().__init__(
            f"这份备份是 {version} 版程序做的，本版不认识它的结构，没有恢复：请先升级程序再运行。"
        )


def restore_backup(backup: Path, database: Database, store: SweptStore) -> Manifest:
    """Compare every hash, bring everything in, compare every count; gives what was brought in.

    Interrupted, it leaves no database, and may be begun again. Raises NotABackup, BackupDamaged, OtherKeys,
    OtherDatabase, NewerBackup, NotEmpty, what PostgreSQL's tools raise, StoreUnavailable and OSError.
    """
    manifest = check_backup(backup)
    _refuse_unfit(manifest, database)
    _refuse_full_store(store, manifest)
    if database.engine.dialect.name == "postgresql":
        _restore_postgresql(backup, database, store, manifest)
    else:
        _restore_sqlite(backup, database, store, manifest)
    return manifest


def _refuse_unfit(manifest: Manifest, database: Database) -> None:
    ours = database.engine.dialect.name
    if manifest.database != ours:
        raise OtherDatabase(manifest.database, ours)
    if not schema.is_known(manifest.revision):
        raise NewerBackup(manifest.version)
    lacking = lacking_keys(manifest, database.vault)
    if lacking:
        raise OtherKeys(lacking)


def _refuse_full_store(store: SweptStore, manifest: Manifest) -> None:
    """What an interrupted restore brought in is no stranger."""
    own = {key_of(each) for each in manifest.files}
    if any(each.key not in own for each in whole_files(store)):
        raise NotEmpty("材料库里已有别的文件")


def _bring_files(backup: Path, store: SweptStore, manifest: Manifest) -> None:
    for each in manifest.files:
        key = key_of(each)
        if key:
            content = (backup / each.path).read_bytes()
            store.put(key, content, MEDIA_TYPE)
            if store.get(key) != content:
                raise NotEmpty(f"材料库里的 {key} 与备份不同")


def _restore_sqlite(backup: Path, database: Database, store: SweptStore, manifest: Manifest) -> None:
    path = file_of(database.engine.url)
    if path is None:
        raise InMemory
    received = Path(f"{path}{RECEIVED}")
    _refuse_file(path)
    if not _is_as_in(backup / RECEIVED_COPY, received):
        _refuse_file(received)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _drafted(backup / SQLITE, path)
    with reading_alone(draft) as session:
        _compare(counts_of(session.connection()), manifest, backup)
    _bring_files(backup, store, manifest)
    if (backup / RECEIVED_COPY).exists():
        _drafted(backup / RECEIVED_COPY, received).replace(received)
    # An empty file may lie here, which somebody's look at no database made; a full one is not replaced.
    path.unlink(missing_ok=True)
    os.link(draft, path)
    draft.unlink()
    remember_names(path.parent)


def _is_as_in(copy: Path, path: Path) -> bool:
    """Whether it came in by a restore that was interrupted."""
    return copy.exists() and path.exists() and digest_of(copy) == digest_of(path)


def _refuse_file(path: Path) -> None:
    for each in (Path(f"{path}{suffix}") for suffix in BESIDE):
        if each.exists() and each.stat().st_size:
            raise NotEmpty(f"{each} 已经存在")


def _drafted(source: Path, target: Path) -> Path:
    """On the disk beside its place, under a name that nobody opens."""
    draft = target.with_name(f"{target.name}{DRAFT}")
    with suppress(FileNotFoundError):
        draft.unlink()
    close_to_others(draft)
    copyfile(source, draft)
    descriptor = os.open(draft, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if digest_of(draft) != digest_of(source):
        raise BackupDamaged(source.parent, [source.name])
    return draft


def _restore_postgresql(backup: Path, database: Database, store: SweptStore, manifest: Manifest) -> None:
    with database.engine.connect() as connection:
        if inspect(connection).get_table_names():
            raise NotEmpty("DATABASE_URL 的数据库里已有表")
        postgresql.refuse_without_tool(connection)
    _bring_files(backup, store, manifest)
    with database.engine.connect() as connection:
        postgresql.restore(connection, backup / POSTGRESQL)
        try:
            _compare(counts_of(connection), manifest, backup)
        except BackupDamaged:
            _empty(connection)
            raise


def _empty(connection: Connection) -> None:
    """What does not agree with its manifest must not be taken for whole."""
    tables = MetaData()
    tables.reflect(connection)
    tables.drop_all(connection)
    connection.commit()


def _compare(counts: Mapping[str, int], manifest: Manifest, backup: Path) -> None:
    differing = sorted(
        name
        for name in counts.keys() | manifest.counts.keys()
        if counts.get(name) != manifest.counts.get(name)
    )
    if differing:
        raise BackupDamaged(backup, [f"表 {name}" for name in differing])
