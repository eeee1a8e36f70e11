"""The files of the store, copied into a backup; what an earlier backup has of them is linked."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from training.backups.rules.manifest import KeptFile, NotABackup
from training.backups.shelf import backups_until, described, digest_of, manifest_of, write_whole
from training.ports.files import FileGone, FoundFile, SweptStore
from training.privacy.views.stray import FOLDERS

FILES = "files"
"""Within a backup."""


@dataclass
class Copied:
    """What was taken over, and how much of it by a link."""

    files: list[KeptFile] = field(default_factory=list)
    linked: int = 0

    @property
    def keys(self) -> set[str]:
        return {key_of(each) for each in self.files}


def key_of(kept: KeptFile) -> str:
    """In the store; empty of what is not from there."""
    folder, _, key = kept.path.partition("/")
    return key if folder == FILES else ""


def copy_files(store: SweptStore, draft: Path, shelf: Path, *, now: datetime) -> Copied:
    """Everything that the store has; raises StoreUnavailable where it cannot be listed or read."""
    earlier, copied = _earlier(shelf, now), Copied()
    for found in whole_files(store):
        path, put_at = draft / FILES / found.key, found.put_at.isoformat()
        if _link(earlier.get((found.key, put_at)), path):
            copied.linked += 1
        elif not _fetch(store, found.key, path):
            continue
        copied.files.append(described(path, draft, put_at))
    return copied


def whole_files(store: SweptStore) -> Iterator[FoundFile]:
    """Without the drafts that a crash left, or that are being written."""
    return (each for each in store.files(FOLDERS) if not PurePosixPath(each.key).name.startswith("."))


def _earlier(shelf: Path, now: datetime) -> dict[tuple[str, str], tuple[Path, KeptFile]]:
    """Of the newest backup, by key and time: a file that was sealed anew has another time."""
    for backup in reversed(backups_until(shelf, now)):
        with suppress(NotABackup):
            files = manifest_of(backup).files
            return {(key_of(each), each.put_at): (backup / each.path, each) for each in files}
    return {}


def _link(earlier: tuple[Path, KeptFile] | None, path: Path) -> bool:
    """Unless there is none, it has rotted meanwhile, or this disk knows no links."""
    if earlier is None:
        return False
    with suppress(OSError):
        before, kept = earlier
        if digest_of(before) == kept.sha256:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.link(before, path)
            return True
    return False


def _fetch(store: SweptStore, key: str, path: Path) -> bool:
    """Whether it was there still: what a purge takes meanwhile is gone by right, and told of otherwise.

    Raises StoreUnavailable where the store lists it and does not give it.
    """
    try:
        content = store.get(key)
    except FileGone:
        return False
    write_whole(path, content)
    return True
