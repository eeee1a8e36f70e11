"""Evidence in a folder of this machine: written whole or not at all, never overwritten."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from training.ports.files import FileGone, FoundFile, StoreUnavailable


class FolderStore:
    """One file a key, readable by the owner of the process only."""

    def __init__(self, folder: Path):
        self._folder = folder

    def put(self, key: str, content: bytes, media_type: str) -> None:
        path = self._folder / key
        try:
            if _is_wanted_again(path):
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, content)
        except OSError as error:
            raise StoreUnavailable(f"cannot write evidence: {error.strerror}") from error

    def get(self, key: str) -> bytes:
        try:
            return (self._folder / key).read_bytes()
        except FileNotFoundError as error:
            raise FileGone(f"cannot read evidence {key}: {error.strerror}") from error
        except OSError as error:
            raise StoreUnavailable(f"cannot read evidence {key}: {error.strerror}") from error

    def remove(self, key: str) -> None:
        try:
            (self._folder / key).unlink(missing_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"cannot remove {key}: {error.strerror}") from error

    def files(self, folders: Sequence[str]) -> Iterator[FoundFile]:
        try:
            for folder in folders:
                for path in (self._folder / folder).rglob("*"):
                    yield from self._found(path)
        except OSError as error:
            raise StoreUnavailable(f"cannot list the store: {error.strerror}") from error

    def replace(self, key: str, content: bytes) -> None:
        """All of the old or all of the new; what was removed meanwhile comes back, and goes as a stray."""
        path = self._folder / key
        draft = _draft_of(path)
        try:
            _write_draft(draft, content)
            draft.replace(path)
            _remember_name(path.parent)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise StoreUnavailable(f"cannot write evidence: {error.strerror}") from error

    def remove_older(self, key: str, before: datetime) -> bool:
        """Put aside first: who puts it from here on writes it anew, who did a moment before gets it back."""
        path = self._folder / key
        aside = _draft_of(path)
        try:
            path.rename(aside)
            is_old = _put_at(aside) < before
            if not is_old:
                with suppress(FileExistsError):
                    os.link(aside, path)
            aside.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StoreUnavailable(f"cannot remove {key}: {error.strerror}") from error
        return is_old

    def _found(self, path: Path) -> Iterator[FoundFile]:
        # A draft may become what it was to be, or another sweep be faster, between the name and the look.
        with suppress(FileNotFoundError):
            if path.is_file():
                yield FoundFile(path.relative_to(self._folder).as_posix(), _put_at(path))


def _is_wanted_again(path: Path) -> bool:
    """Whether it is there; its time moves on, or it could be swept away before its row is written."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _put_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _write_whole(path: Path, content: bytes) -> None:
    """A link appears at once with all of the content; of two who write, the first one's stays."""
    draft = _draft_of(path)
    try:
        _write_draft(draft, content)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    _remember_name(path.parent)


def _write_draft(draft: Path, content: bytes) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _draft_of(path: Path) -> Path:
    """Beside it, under a name that nobody asks for."""
    return path.with_name(f".{path.name}.{token_hex(4)}")


def _remember_name(folder: Path) -> None:
    """A power cut may otherwise forget the new name although the content is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
