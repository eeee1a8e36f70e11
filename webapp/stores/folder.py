"""Evidence in a folder of this machine: written whole or not at all, never overwritten."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from training.ports import StoreUnavailable


class FolderStore:
    """One file a key, readable by the owner of the process only."""

    def __init__(self, folder: Path):
        self._folder = folder

    def put(self, key: str, content: bytes, media_type: str) -> None:
        path = self._folder / key
        try:
            if path.exists():
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, content)
        except OSError as error:
            raise StoreUnavailable(f"cannot write evidence: {error.strerror}") from error

    def get(self, key: str) -> bytes:
        try:
            return (self._folder / key).read_bytes()
        except OSError as error:
            raise StoreUnavailable(f"cannot read evidence {key}: {error.strerror}") from error

    def remove(self, key: str) -> None:
        try:
            (self._folder / key).unlink(missing_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"cannot remove {key}: {error.strerror}") from error


def _write_whole(path: Path, content: bytes) -> None:
    """A link appears at once with all of the content; of two who write, the first one's stays."""
    draft = path.with_name(f".{path.name}.{token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    _remember_name(path.parent)


def _remember_name(folder: Path) -> None:
    """A power cut may otherwise forget the new name although the content is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
