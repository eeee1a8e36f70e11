"""A list as its page shows it: where each of its links leads, what narrows it, what can be taken away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from training.listing.rules.listing import BETWEEN, COLUMNS, Filter, Listing, Offer, address_of, read_listing
from training.listing.terms import SIZES
from training.listing.views.page_of import MOST_COUNTED

COLUMN, CHOSEN = "column", "choose"
"""How the form of the columns names each, and that it was sent at all."""
Chip = tuple[str, str, int | None, bool]


@dataclass(frozen=True)
class Shown:
    """Everything around the rows; `endpoint` is the list's own page."""

    endpoint: str
    listing: Listing
    unit: str
    """What its rows are counted in: 班, 人, 家."""
    total: int
    newer: str = ""
    older: str = ""
    is_first_again: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    """Of the saved views, by name."""

    def link(self, listing: Listing) -> str:
        return _url(self.endpoint, listing)

    def file(self, ending: str) -> str:
        """All of what is filtered, without the page."""
        return _url(f"{self.endpoint}_file", self.listing.at(""), ending=ending)

    @property
    def views(self) -> Filter | None:
        """The filter whose choices are the chips; the others stand in the form."""
        first = next(iter(self.listing.offer.filters), None)
        return first if first is not None and first.name in self.listing.offer.defaults else None

    @property
    def chips(self) -> tuple[Chip, ...]:
        own = self.views
        choices = own.choices if own else {}
        return tuple(
            (
                words,
                self.link(self.listing.filtered(own.name, value)),
                self.counts.get(value),
                self._is(value),
            )
            for value, words in choices.items()
            if own is not None
        )

    @property
    def fields(self) -> tuple[Filter, ...]:
        return tuple(each for each in self.listing.offer.filters if each is not self.views)

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What the form of the filters sends along because it is chosen elsewhere."""
        own = {each.name for each in self.fields} | {"q"}
        return tuple((n, value) for n, value in address_of(self.listing.at("")) if n not in own)

    @property
    def kept_by_columns(self) -> tuple[tuple[str, str], ...]:
        return tuple((n, value) for n, value in address_of(self.listing.at("")) if n != COLUMNS)

    @property
    def narrowed(self) -> tuple[tuple[str, str], ...]:
        """What narrows the list in words, each with the list without it."""
        return tuple(self._narrowed())

    @property
    def sizes(self) -> tuple[tuple[str, str, None, bool], ...]:
        return tuple(
            (str(each), self.link(self._sized(each)), None, each == self.listing.size) for each in SIZES
        )

    @property
    def count(self) -> str:
        """How many rows; of very many only that they are."""
        return f"{self.total:,}" if self.total < MOST_COUNTED else f"{MOST_COUNTED:,} 以上"

    @property
    def is_one_page(self) -> bool:
        return not (self.newer or self.older)

    def direction(self, name: str) -> str:
        """How a column's title says that the list is sorted by it."""
        if self.listing.sorted_by != name:
            return ""
        return "descending" if self.listing.is_descending else "ascending"

    def turned(self, name: str) -> str:
        return self.link(self.listing.turned_by(name))

    @property
    def to_newer(self) -> str:
        return self.link(self.listing.at(self.newer)) if self.newer else ""

    @property
    def to_older(self) -> str:
        return self.link(self.listing.at(self.older)) if self.older else ""

    @property
    def to_all(self) -> str:
        return self.link(self.listing.cleared())

    def _is(self, value: str) -> bool:
        return self.views is not None and self.listing.of(self.views.name) == value

    def _narrowed(self) -> Iterator[tuple[str, str]]:
        if self.listing.search:
            yield f"查找：{self.listing.search}", self.link(self.listing.without_search())
        for each in self.fields:
            if chosen := self.listing.of(each.name):
                yield f"{each.words}：{each.say(chosen)}", self.link(self.listing.filtered(each.name, ""))

    def _sized(self, size: int) -> Listing:
        return replace(self.listing.at(""), size=size)


def asked(offer: Offer) -> Listing:
    """What this request's address asks of the list."""
    said = {name: value for name, value in request.args.items() if name not in (COLUMN, CHOSEN)}
    if CHOSEN in request.args:
        said[COLUMNS] = BETWEEN.join(request.args.getlist(COLUMN))
    return read_listing(offer, said)


def to_own_address(listing: Listing) -> Response | None:
    """After a form was sent: the list's one address, which can be passed on; None on that itself."""
    address = dict(address_of(listing))
    if listing.ignored or request.args.to_dict() == address:
        return None
    return redirect(_url(request.endpoint or "", listing, **(request.view_args or {})))


def _url(endpoint: str, listing: Listing, **more: Any) -> str:
    address: dict[str, Any] = dict(address_of(listing))
    return url_for(endpoint, **more, **address)
