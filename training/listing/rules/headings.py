"""The columns of a list said once: what its page shows, what its file holds, how it is sorted (表头)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from training.listing.rules.listing import Filter, Offer


@dataclass(frozen=True)
class Heading:
    """One column under its name in the address."""

    name: str
    words: str
    sort: str = ""
    """Under which name the list is sorted by it; empty where it is not."""
    is_number: bool = False
    is_fixed: bool = False
    """Nobody leaves it out."""
    is_hidden: bool = False
    """Nobody sees it who did not choose it."""
    is_long: bool = False
    """A sentence, which goes on over several lines."""
    is_whole: bool = False
    """A day or a short word, which is never broken over two lines."""
    under: str = ""
    """The column in whose cells it stands in small letters; in a file it is one of its own."""


@dataclass(frozen=True)
class Asking:
    """What narrows a list and in which order it comes where nothing is chosen."""

    filters: tuple[Filter, ...]
    default_sort: str
    defaults: Mapping[str, str] = field(default_factory=dict)
    sorts: Mapping[str, str] = field(default_factory=dict)
    """Orders that are no column's, by name in the address, in words."""


def offer_of(headings: Sequence[Heading], asking: Asking) -> Offer:
    """What a list of these columns can be asked for."""
    chosen = [each for each in headings if not each.is_fixed and not each.under]
    return Offer(
        asking.filters,
        {each.sort: each.words for each in headings if each.sort} | dict(asking.sorts),
        {each.name: each.words for each in chosen},
        default_sort=asking.default_sort,
        defaults=asking.defaults,
        hidden=frozenset(each.name for each in chosen if each.is_hidden),
    )
