"""Rows that were ticked, as the page shows them that says what will happen; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Picked:
    """One row: what its form sends, where it leads, its words in the order of the columns."""

    key: str
    address: str
    words: tuple[str, ...]


def read_keys(said: Iterable[str]) -> list[UUID]:
    """What is no key was ticked by nobody."""
    return [found for each in said if (found := _key(each)) is not None]


def _key(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
