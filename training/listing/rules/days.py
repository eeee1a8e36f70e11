"""From one day to another, as lists of what happened are narrowed."""

from datetime import date, datetime, time, timedelta

from training.listing.rules.listing import Filter, Listing
from training.notice.clock import SHANGHAI

FIRST, LAST = "from", "to"
ONE_DAY = timedelta(days=1)


def days_of(what: str) -> tuple[Filter, Filter]:
    """The filters of both ends, such as 开始从 and 到."""
    return Filter(FIRST, f"{what}从"), Filter(LAST, "到")


def first_day(listing: Listing) -> date | None:
    """Both days are meant."""
    return _day(listing, FIRST)


def last_day(listing: Listing) -> date | None:
    return _day(listing, LAST)


def begins_at(listing: Listing) -> datetime | None:
    """The first moment of the first day, in Shanghai."""
    day = first_day(listing)
    return datetime.combine(day, time(), SHANGHAI) if day else None


def ends_before(listing: Listing) -> datetime | None:
    """The first moment that is too late."""
    day = last_day(listing)
    return datetime.combine(day, time(), SHANGHAI) + ONE_DAY if day else None


def _day(listing: Listing, name: str) -> date | None:
    said = listing.of(name)
    return date.fromisoformat(said) if said else None
