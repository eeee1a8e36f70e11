"""What a list of the office shows, as its address says it (筛选, 排序, 每页): shareable, and never an error.

What an address says that the list does not offer falls to the list's own default, and the page says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from training.listing.terms import LONGEST_SEARCH, SIZES
from training.notice.identity import plain

SEARCH, SORT, SIZE, PLACE, COLUMNS = "q", "sort", "size", "at", "columns"
DESCENDING = "-"
BETWEEN = "."


@dataclass(frozen=True)
class Filter:
    """筛选: one condition under its name in the address; a choice of words, or with none of them a day."""

    name: str
    words: str
    choices: Mapping[str, str] = field(default_factory=dict)

    def accepts(self, value: str) -> bool:
        return value in self.choices if self.choices else _is_day(value)

    def say(self, value: str) -> str:
        return self.choices.get(value, value)


@dataclass(frozen=True)
class Offer:
    """What one list can be asked for, and what holds where nothing is chosen."""

    filters: tuple[Filter, ...]
    sorts: Mapping[str, str]
    """By name in the address, in words, the first where nothing is chosen; `-` before it turns it round."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Those that may be left out."""
    default_sort: str = ""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """Filters that hold where the address says nothing."""
    hidden: frozenset[str] = frozenset()
    """Columns that nobody sees who did not choose them."""

    @property
    def first_sort(self) -> str:
        return self.default_sort or next(iter(self.sorts))

    @property
    def first_columns(self) -> frozenset[str]:
        return frozenset(self.columns) - self.hidden


@dataclass(frozen=True)
class Listing:
    """列表: what is asked of one list."""

    offer: Offer
    search: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    """Of the offer, with its `-`."""
    size: int = SIZES[0]
    place: str = ""
    """Where the page begins, as the page before said it (a bookmark); empty for the first."""
    columns: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()
    """What the address said and the list does not know, in the order of the address."""

    @property
    def sorted_by(self) -> str:
        return self.sort.removeprefix(DESCENDING)

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith(DESCENDING)

    @property
    def is_narrowed(self) -> bool:
        """Whether there is anything to loosen."""
        return bool(self.search) or self.filters != dict(self.offer.defaults)

    def of(self, name: str) -> str:
        """The choice of a filter; empty where there is none."""
        return self.filters.get(name, "")

    def shows(self, column: str) -> bool:
        return column in self.columns

    def filtered(self, name: str, value: str) -> "Listing":
        """The same list with one filter set, or with an empty value without it; from its first page."""
        others = {each: chosen for each, chosen in self.filters.items() if each != name}
        return replace(self, filters=others | ({name: value} if value else {}), place="", ignored=())

    def without_search(self) -> "Listing":
        return replace(self, search="", place="", ignored=())

    def sorted_as(self, sort: str) -> "Listing":
        return replace(self, sort=sort, place="", ignored=())

    def turned_by(self, name: str) -> "Listing":
        """As a click on a column's title: by it, and the other way round where it is by it already."""
        return self.sorted_as(f"{DESCENDING}{name}" if self.sort == name else name)

    def at(self, place: str) -> "Listing":
        return replace(self, place=place, ignored=())

    def cleared(self) -> "Listing":
        """Without a search and a filter; how it is shown stays."""
        return replace(self, search="", filters=dict(self.offer.defaults), place="", ignored=())


def read_listing(offer: Offer, said: Mapping[str, str]) -> Listing:
    """Whatever an address says gives a list; `ignored` tells what of it was nonsense."""
    ignored: list[str] = []
    filters = {
        each.name: value for each in offer.filters if (value := _filter(each, offer, said, ignored)) != ""
    }
    names = {each.name for each in offer.filters} | {SEARCH, SORT, SIZE, PLACE, COLUMNS}
    ignored.extend(each for each in said if each not in names)
    return Listing(
        offer,
        search=" ".join(plain(said.get(SEARCH, "")).split())[:LONGEST_SEARCH],
        filters=filters,
        sort=_sort(offer, said, ignored),
        size=_size(said, ignored),
        place=said.get(PLACE, ""),
        columns=_columns(offer, said, ignored),
        ignored=tuple(ignored),
    )


def address_of(listing: Listing) -> tuple[tuple[str, str], ...]:
    """Names and values in one order for everybody, without what holds anyway: one list, one address."""
    return tuple(_said(listing))


def _said(listing: Listing) -> Iterator[tuple[str, str]]:
    offer = listing.offer
    if listing.search:
        yield SEARCH, listing.search
    for each in offer.filters:
        value = listing.of(each.name)
        if value != offer.defaults.get(each.name, ""):
            yield each.name, value
    if listing.sort != offer.first_sort:
        yield SORT, listing.sort
    if listing.size != SIZES[0]:
        yield SIZE, str(listing.size)
    if listing.columns != offer.first_columns:
        yield COLUMNS, _join(each for each in offer.columns if each in listing.columns)
    if listing.place:
        yield PLACE, listing.place


def _filter(own: Filter, offer: Offer, said: Mapping[str, str], ignored: list[str]) -> str:
    default = offer.defaults.get(own.name, "")
    value = said.get(own.name, default)
    if value == "" or own.accepts(value):
        return value
    ignored.append(own.words)
    return default


def _sort(offer: Offer, said: Mapping[str, str], ignored: list[str]) -> str:
    sort = said.get(SORT, offer.first_sort)
    if sort.removeprefix(DESCENDING) in offer.sorts:
        return sort
    ignored.append("排序")
    return offer.first_sort


def _size(said: Mapping[str, str], ignored: list[str]) -> int:
    size = said.get(SIZE, str(SIZES[0]))
    if size in map(str, SIZES):
        return int(size)
    ignored.append("每页条数")
    return SIZES[0]


def _columns(offer: Offer, said: Mapping[str, str], ignored: list[str]) -> frozenset[str]:
    if COLUMNS not in said:
        return offer.first_columns
    chosen = frozenset(said[COLUMNS].split(BETWEEN)) - {""}
    if chosen <= set(offer.columns):
        return chosen
    ignored.append("列")
    return chosen & set(offer.columns)


def _join(names: Iterable[str]) -> str:
    return BETWEEN.join(names)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
