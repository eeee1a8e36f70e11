"""Days from one to another, as an address says them (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Span:
    """Both days are meant."""

    first: date
    last: date


def saved_spans(today: date) -> tuple[tuple[str, Span], ...]:
    month = today.replace(day=1)
    before = (month - ONE_DAY).replace(day=1)
    return (
        ("本月", Span(month, today)),
        ("上月", Span(before, month - ONE_DAY)),
        ("最近 30 天", Span(today - 29 * ONE_DAY, today)),
    )


def read_span(said: Mapping[str, str], today: date) -> Span:
    """What nobody can read, or that goes on for more than a year, is this month."""
    _, this_month = saved_spans(today)[0]
    try:
        first, last = date.fromisoformat(said.get("first", "")), date.fromisoformat(said.get("last", ""))
    except ValueError:
        return this_month
    return Span(first, last) if first <= last <= first + LONGEST else this_month
