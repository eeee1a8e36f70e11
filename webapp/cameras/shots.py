"""What asking a camera came to, as the processes of the web share it: sealed, for minutes, in a folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from fcntl import LOCK_EX, LOCK_NB, flock
from itertools import chain
from json import dumps, loads
from pathlib import Path

from cryptography.exceptions import InvalidTag

from training.vault import Vault

PURPOSE = "camera.shot"
FORGET = timedelta(minutes=5)
OWN_EYES = 0o700


@dataclass(frozen=True)
class Shot:
    """A picture drawn anew, large and small, or why there is none."""

    taken_at: datetime
    large: bytes = b""
    small: bytes = b""
    trouble: str = ""
    """Chinese, with what to do; empty where there is a picture."""


class Shots:
    """One file a camera, in place of the one before; whatever is older than five minutes is removed."""

    def __init__(self, folder: Path, vault: Vault):
        self._folder, self._vault = folder, vault

    def read(self, key: int, now: datetime) -> Shot | None:
        """None where there is none, or none of these minutes."""
        try:
            shot = _unpacked(self._vault.open_bytes(PURPOSE, self._path(key).read_bytes()))
        except (OSError, InvalidTag, ValueError):
            return None
        return shot if now < shot.taken_at + FORGET else None

    def keep(self, key: int, shot: Shot) -> None:
        """All of it or nothing; raises OSError."""
        draft = self._folder / f"{key}.{os.getpid()}.part"
        draft.write_bytes(self._vault.seal_bytes(PURPOSE, _packed(shot)))
        draft.replace(self._path(key))

    @contextmanager
    def turn(self, key: int) -> Iterator[bool]:
        """Whether this camera is ours to ask: of all processes one asks at a time. Raises OSError."""
        self._folder.mkdir(mode=OWN_EYES, parents=True, exist_ok=True)
        with (self._folder / f"{key}.turn").open("wb") as file:
            try:
                flock(file, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def clear(self) -> None:
        """Nothing is left of those before, nor of one that was being written when its process ended."""
        for path in chain(self._folder.glob("*.shot"), self._folder.glob("*.part")):
            with suppress(OSError):
                path.unlink()

    def forget(self, now: datetime) -> bool:
        """Remove what is too old, and say whether anything is left."""
        is_left = False
        for path in self._folder.glob("*.shot") if self._folder.is_dir() else ():
            if self.read(int(path.stem), now) is None:
                with suppress(OSError):
                    path.unlink()
            else:
                is_left = True
        return is_left

    def _path(self, key: int) -> Path:
        return self._folder / f"{key}.shot"


def _packed(shot: Shot) -> bytes:
    head = {"at": shot.taken_at.isoformat(), "trouble": shot.trouble, "small": len(shot.small)}
    return dumps(head).encode() + b"\n" + shot.small + shot.large


def _unpacked(content: bytes) -> Shot:
    head, _, pictures = content.partition(b"\n")
    said = loads(head)
    small = said["small"]
    at = datetime.fromisoformat(said["at"])
    return Shot(at, pictures[small:], pictures[:small], said["trouble"])
