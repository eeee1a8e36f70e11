"""Where somebody is signed in, as the person may see and end it."""

from dataclasses import dataclass
from datetime import datetime

KEY_LETTERS = 16


@dataclass(frozen=True)
class OwnDevice:
    """One living session of one's own; `key` names it and opens nothing."""

    key: str
    device: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool
    """The one that asks."""


def key_of(digest: bytes) -> str:
    """Of the digest of its token: enough to tell one's own sessions apart."""
    return digest.hex()[:KEY_LETTERS]
