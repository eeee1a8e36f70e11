"""The days of a list as a condition."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement

from training.listing.rules.days import begins_at, ends_before, first_day, last_day
from training.listing.rules.listing import Listing
from training.listing.views.page_of import Column


def is_at(moment: Column, listing: Listing) -> Iterator[ColumnElement[bool]]:
    """Of what has a moment: within the days that were chosen, in Shanghai."""
    if (begin := begins_at(listing)) is not None:
        yield moment >= begin
    if (end := ends_before(listing)) is not None:
        yield moment < end


def is_on(day: Column, listing: Listing) -> Iterator[ColumnElement[bool]]:
    """Of what has a day."""
    if (first := first_day(listing)) is not None:
        yield day >= first
    if (last := last_day(listing)) is not None:
        yield day <= last
