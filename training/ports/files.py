"""What the subject asks of the store of files, and of whoever looks at a file before it is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class StoreUnavailable(Exception):
    """The store of files cannot be reached, or has lost the file; the message names no person."""


class FileGone(StoreUnavailable):
    """The store can be reached, and has no such file."""


class FileStore(Protocol):
    """Keeps the bytes of evidence. Keys are made from the content's hash, so nothing is ever overwritten."""

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Keep all of the content or none; what is there stays as it is, and is as if put now.

        Raise StoreUnavailable.
        """
        ...

    def get(self, key: str) -> bytes:
        """Raise FileGone where it is not there, StoreUnavailable for everything else."""
        ...


class PaperStore(FileStore, Protocol):
    """Keeps papers of trainees, which go when their time is over; evidence never does."""

    def remove(self, key: str) -> None:
        """A key that is not there is as good as removed; raise StoreUnavailable."""
        ...


@dataclass(frozen=True)
class FoundFile:
    """A file that lies in the store, and when it was put there last."""

    key: str
    put_at: datetime


class SweptStore(PaperStore, Protocol):
    """Tells what it has, so that files which nobody knows can be found."""

    def files(self, folders: Sequence[str]) -> Iterator[FoundFile]:
        """Everything in these folders, also drafts that a crash left; raise StoreUnavailable."""
        ...

    def replace(self, key: str, content: bytes) -> None:
        """Put the same content in another form in its place; raise StoreUnavailable."""
        ...

    def remove_older(self, key: str, before: datetime) -> bool:
        """Remove what was not put since `before`, nor is at this very moment; raise StoreUnavailable."""
        ...


class Infected(Exception):
    """The scanner found something in the file; the message names it."""


class ScannerUnavailable(Exception):
    """The scanner gave no answer, so nobody knows about the file."""


class VirusScanner(Protocol):
    """Looks at a file before it is kept."""

    def scan(self, content: bytes) -> None:
        """Raise Infected or ScannerUnavailable."""
        ...
