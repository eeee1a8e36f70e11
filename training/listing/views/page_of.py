"""One page of a list, by key and not by number: the thousandth costs what the first does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlakeyset import select_page, unserialize_bookmark
from sqlakeyset.types import Marker
from sqlalchemy import BigInteger, ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")
Column = ColumnElement[Any] | InstrumentedAttribute[Any]
LONGEST_BOOKMARK = 512
MOST_COUNTED = 10_000
LARGEST, LARGEST_BIG = 2**31 - 1, 2**63 - 1
"""Of an Integer and of a BigInteger: PostgreSQL takes a greater number for a fault."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows in the list's order, where the pages beside begin, and how many there are, up to MOST_COUNTED."""

    rows: tuple[T, ...]
    newer: str
    """The bookmark of the page before; empty on the first."""
    older: str
    """Of the page after; empty on the last."""
    total: int
    is_first_again: bool
    """What the address called the page's beginning was none, so this is the first."""


@dataclass(frozen=True)
class Order:
    """By these columns, the last of them unique (the id), all of them turned round or none."""

    columns: tuple[Column, ...]
    is_descending: bool = False

    @property
    def clauses(self) -> tuple[ColumnElement[Any], ...]:
        return tuple(each.desc() if self.is_descending else each.asc() for each in self.columns)


def page_of(session: Session, rows: Select[T], order: Order, *, size: int, place: str) -> Page[T]:
    """Two statements, however many rows there are; `rows` selects one thing, without an order."""
    marker = _marker(place, order.columns)
    ordered: Any = rows.order_by(None).order_by(*order.clauses)
    found = select_page(session, ordered, per_page=size, page=marker)
    paging = found.paging
    return Page(
        tuple(row[0] for row in found),
        newer=paging.bookmark_previous if paging.has_previous else "",
        older=paging.bookmark_next if paging.has_next else "",
        total=count_of(session, rows, order.columns[-1]),
        is_first_again=bool(place) and marker is None,
    )


def portions_of(session: Session, rows: Select[T], order: Order, *, size: int) -> Iterator[tuple[T, ...]]:
    """All rows in the list's order, so many at a time: what a file of the list is made of."""
    ordered: Any = rows.order_by(None).order_by(*order.clauses)
    place: Any = None
    while True:
        found = select_page(session, ordered, per_page=size, page=place)
        yield tuple(row[0] for row in found)
        if not found.paging.has_next:
            return
        place = found.paging.next


def count_of(session: Session, rows: Select[Any], key: Column) -> int:
    """As far as MOST_COUNTED: to count a million people would cost more than to show them."""
    only = rows.order_by(None).with_only_columns(key).limit(MOST_COUNTED)
    return session.scalar(select(func.count()).select_from(only.subquery())) or 0


def _marker(place: str, columns: Sequence[Column]) -> Marker | None:
    """None for the first page, and for what no page of this list and this order can have said."""
    if not place or len(place) > LONGEST_BOOKMARK:
        return None
    try:
        marker = unserialize_bookmark(place)
    except (ValueError, NotImplementedError, OverflowError, StopIteration, ArithmeticError):
        return None
    values = marker.place
    if values is None or len(values) != len(columns):
        return None
    fits = all(_fits(value, each) for value, each in zip(values, columns, strict=True))
    return marker if fits else None


def _fits(value: object, column: Column) -> bool:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    if type(value) is not kind.python_type:
        return False
    if isinstance(value, datetime):
        return value.tzinfo is not None
    if isinstance(value, int):
        return abs(value) <= (LARGEST_BIG if isinstance(kind, BigInteger) else LARGEST)
    return not (isinstance(value, str) and "\0" in value)
