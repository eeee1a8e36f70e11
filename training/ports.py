"""What the subject asks of the outside world."""

from typing import Protocol


class SmsRefused(Exception):
    """The provider says no for good; the message says why, without the number or the text."""


class SmsUnavailable(Exception):
    """The provider certainly did not take the message; trying again later is safe."""


class SmsUnclear(Exception):
    """Nobody knows whether the provider took the message; trying again may send it twice."""


class SmsSender(Protocol):
    """Hands a text to a phone (11 digits of mainland China)."""

    def send(self, phone: str, text: str) -> str:
        """Give the provider's own number of the message; raise SmsRefused, SmsUnavailable or SmsUnclear."""
        ...


class StoreUnavailable(Exception):
    """The store of files cannot be reached, or has lost the file; the message names no person."""


class FileStore(Protocol):
    """Keeps the bytes of evidence. Keys are made from the content's hash, so nothing is ever overwritten."""

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Keep all of the content or none; a key that is there stays as it is; raise StoreUnavailable."""
        ...

    def get(self, key: str) -> bytes:
        """Raise StoreUnavailable."""
        ...


class PaperStore(FileStore, Protocol):
    """Keeps papers of trainees, which go when their time is over; evidence never does."""

    def remove(self, key: str) -> None:
        """A key that is not there is as good as removed; raise StoreUnavailable."""
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
