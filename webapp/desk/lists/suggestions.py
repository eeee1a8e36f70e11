"""What the field of the head offers while somebody types, a few of every kind; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest


@dataclass(frozen=True)
class Suggestion:
    """One thing that may be meant: its kind, its name, what tells it from others, its page."""

    kind: str
    name: str
    more: str
    address: str


def fairly(kinds: Sequence[Sequence[Suggestion]], most: int) -> tuple[Suggestion, ...]:
    """At most so many, kind by kind: each kind as many as another while it has some."""
    turns = chain.from_iterable(zip_longest(*kinds))
    taken = [each for each in turns if each is not None][:most]
    return tuple(each for kind in kinds for each in kind if each in taken)
