"""Making a backup while everything runs: the database first, then the files that its rows name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from training.backups.copying import Copied, copy_files
from training.backups.named_keys import KeysOf, data_keys_after, keys_of
from training.backups.rules.manifest import NAME, Manifest
from training.backups.shelf import DRAFT, described, drafting, prune, write_whole
from training.backups.snapshots import counts_of, snapshot
from training.database import Database
from training.ports.files import SweptStore
from training.privacy.views.stray import named_keys, stray
from training.records.schema import revision_of

AT_ONCE = 500


@dataclass(frozen=True)
class Shelf:
    """Where backups go (备份文件夹), and how many are kept."""

    folder: Path
    kept: int


@dataclass(frozen=True)
class Made:
    """A backup that is whole, and what went for it."""

    folder: Path
    manifest: Manifest
    linked: int
    """Files that an earlier backup had too."""
    pruned: tuple[str, ...]


def make_backup(database: Database, store: SweptStore, shelf: Shelf, *, now: datetime) -> Made:
    """Write a backup beside the earlier ones, then take the oldest away.

    Where the store lacks files that rows name, they stand in the manifest, and nothing is taken away.
    Raises what `drafting` and `snapshot` raise, and StoreUnavailable; then nothing is left of it.
    """
    with drafting(shelf.folder, now) as draft:
        with snapshot(database, draft) as session:
            connection = session.connection()
            revision, counts = revision_of(connection), counts_of(connection)
            named, keys = set(named_keys(session)), keys_of(connection, database.vault)
        databases = [described(each, draft) for each in sorted(draft.iterdir())]
        copied = copy_files(store, draft, shelf.folder, now=now)
        manifest = Manifest(
            made_at=now,
            version=version("chaban"),
            database=database.engine.dialect.name,
            revision=revision or "",
            keys=_with_later(keys, database),
            counts=counts,
            files=(*databases, *copied.files),
            missing=_missing(database, named, copied),
        )
        write_whole(draft / NAME, manifest.written().encode())
        folder = shelf.folder / draft.name.removeprefix(DRAFT)
    pruned = () if manifest.missing else tuple(prune(shelf.folder, shelf.kept, now=now))
    return Made(folder, manifest, copied.linked, pruned)


def _with_later(keys: KeysOf, database: Database) -> Mapping[str, tuple[str, ...]]:
    """Files are copied after the snapshot: a data key that came into use meanwhile sealed some of them."""
    with database.reading() as session:
        later = data_keys_after(session.connection(), keys.last_id)
    return {kind: _each_once(found + (later if kind == "data" else ())) for kind, found in keys.live.items()}


def _each_once(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _missing(database: Database, named: set[str], copied: Copied) -> tuple[str, ...]:
    """What was purged since the snapshot is missed by nobody."""
    gone: list[str] = []
    for some in _in_portions(sorted(named - copied.keys)):
        with database.reading() as session:
            gone.extend(sorted(set(some) - stray(session, some)))
    return tuple(gone)


def _in_portions(keys: list[str]) -> Iterable[list[str]]:
    return (keys[each : each + AT_ONCE] for each in range(0, len(keys), AT_ONCE))
