"""Rows that were ticked, as the page shows them that says what will happen; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID


class Led(NamedTuple):
    """A cell that leads somewhere of its own, as to a photo; `of` says whose it is."""

    words: str
    address: str
    of: str


@dataclass(frozen=True)
class Picked:
    """One row: what its form sends, where it leads, its words in the order of the columns."""

    key: str
    address: str
    words: tuple[str | Led, ...]


def read_keys(said: Iterable[str]) -> list[UUID]:
    """What is no key was ticked by nobody."""
    return [found for each in said if (found := _key(each)) is not None]


def _key(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
