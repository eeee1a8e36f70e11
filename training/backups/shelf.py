"""The folder that backups stand in: each is there whole, or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from fcntl import LOCK_EX, LOCK_NB, flock
from hashlib import sha256
from pathlib import Path

from training.backups.rules.keeping import name_of, time_of, too_old
from training.backups.rules.manifest import NAME, KeptFile, Manifest, NotABackup
from training.errors import NotNow, NotRight, reason_of
from training.notice.clock import is_ahead

DRAFT, LOCK = ".draft-", ".lock"
AT_ONCE = 1 << 20


class AnotherBackupRuns(NotNow):
    def __init__(self) -> None:
        super().__init__("另一份备份正在进行，这次没有开始：请等它做完，再看 chaban backup list。")


class NoPlace(NotRight):
    """The folder for backups cannot be used."""

    def __init__(self, folder: Path, error: OSError):
        super().__init__(
            f"备份写不进 {folder}（{reason_of(error)}）：没有留下不完整的备份，请换文件夹或腾出空间后再做。"
        )


def list_backups(shelf: Path) -> list[Path]:
    """The whole ones, the oldest first; none where there is no such folder."""
    if not shelf.is_dir():
        return []
    return sorted(each for each in shelf.iterdir() if time_of(each.name) and (each / NAME).is_file())


def backups_until(shelf: Path, now: datetime) -> list[Path]:
    """As `list_backups`, without those that a clock which ran ahead has named (时钟跳变)."""
    times = ((each, time_of(each.name)) for each in list_backups(shelf))
    return [each for each, made_at in times if made_at is not None and not is_ahead(made_at, now)]


def last_made_at(shelf: Path, now: datetime) -> datetime | None:
    """When the newest whole backup was begun, of those until now."""
    whole = backups_until(shelf, now)
    return time_of(whole[-1].name) if whole else None


def manifest_of(backup: Path) -> Manifest:
    """Raises NotABackup."""
    try:
        return Manifest.read((backup / NAME).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise NotABackup(f"{backup} 里没有清单 {NAME}") from error


@contextmanager
def drafting(shelf: Path, now: datetime) -> Iterator[Path]:
    """A folder to fill, which takes its name when the block ends well, and goes when it does not.

    Raises AnotherBackupRuns, or NoPlace for what the machine refuses meanwhile.
    """
    try:
        shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone_in(shelf):
            # Of those who were killed: nobody else is at work here.
            for left in shelf.glob(f"{DRAFT}*"):
                shutil.rmtree(left)
            draft = shelf / f"{DRAFT}{name_of(now)}"
            draft.mkdir(mode=0o700)
            try:
                yield draft
                _make_whole(draft, shelf / name_of(now))
            except BaseException:
                shutil.rmtree(draft, ignore_errors=True)
                raise
    except OSError as error:
        raise NoPlace(shelf, error) from error


@contextmanager
def _alone_in(shelf: Path) -> Iterator[None]:
    """The system lets go of it with the process, however that ends."""
    descriptor = os.open(shelf / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except BlockingIOError as error:
            raise AnotherBackupRuns from error
        yield
    finally:
        os.close(descriptor)


def _make_whole(draft: Path, backup: Path) -> None:
    for folder in (draft, *(each for each in draft.rglob("*") if each.is_dir())):
        remember_names(folder)
    draft.rename(backup)
    remember_names(backup.parent)


def prune(shelf: Path, kept: int, *, now: datetime) -> list[str]:
    """Take the oldest away, so that `kept` whole ones are left; gives the names of those that went.

    What is named ahead of now neither counts nor goes: the clock may be the wrong one now.
    One that cannot be taken away is no reason to call the new one a failure: that disk will be told of.
    """
    gone = []
    for name in too_old((each.name for each in backups_until(shelf, now)), kept):
        with suppress(OSError):
            # The manifest first: what a crash leaves of it is no backup any more.
            (shelf / name / NAME).unlink()
            gone.append(name)
            shutil.rmtree(shelf / name)
    return gone


def write_whole(path: Path, content: bytes) -> None:
    """On the disk when this ends, for its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def remember_names(folder: Path) -> None:
    """A power cut may otherwise forget what a folder holds although the files are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def described(path: Path, within: Path, put_at: str = "") -> KeptFile:
    """The file as a manifest tells of it."""
    return KeptFile(path.relative_to(within).as_posix(), path.stat().st_size, digest_of(path), put_at)


def digest_of(path: Path) -> str:
    """Its SHA-256, hexadecimal, without all of it in memory."""
    made = sha256()
    with path.open("rb") as file:
        while some := file.read(AT_ONCE):
            made.update(some)
    return made.hexdigest()
