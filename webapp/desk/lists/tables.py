"""A list of the desk from one description: its page, and the same rows as a file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from flask import Response, render_template
from sqlalchemy import Select
from sqlalchemy.orm import Session

from training.listing.rules.headings import Heading
from training.listing.rules.listing import Listing, Offer
from training.listing.views.page_of import Order, page_of, portions_of
from training.records.staff.staff import Staff
from webapp.desk.lists.days import When
from webapp.desk.lists.files import list_file
from webapp.desk.lists.picking import Led
from webapp.desk.lists.showing import Shown, asked, to_own_address
from webapp.web.house import house, now

PORTION = 500
"""Rows of a file that are asked for at once."""
T = TypeVar("T")


class Mark(NamedTuple):
    """A state: its words, and the tone of its badge."""

    words: str
    tone: str = ""


Cell = str | int | Mark | When | Led


@dataclass(frozen=True)
class Line:
    """One row: where its first cell leads (nowhere where empty), and its cells by column."""

    address: str
    cells: Mapping[str, Cell]
    key: str = ""
    """What its box sends where several are dealt with at once; empty of one that cannot be."""


@dataclass(frozen=True)
class Several:
    """What may be done with several rows: the page that says what will happen, and its button's words."""

    address: str
    words: str


@dataclass(frozen=True)
class Table(Generic[T]):
    """One list; `endpoint` is its page, `endpoint`_file its file."""

    endpoint: str
    title: str
    unit: str
    hint: str
    """What may be typed to find a row; empty where nothing is found by letters."""
    note: str
    nothing: tuple[str, str]
    """A title and what to do, where there is nothing yet."""
    headings: tuple[Heading, ...]
    offered: Callable[[Session, Staff], Offer]
    listed: Callable[[Staff, Listing, datetime], Select[T]]
    ordered: Callable[[Listing], Order]
    lines: Callable[[Session, Staff, Sequence[T]], Sequence[Line]]
    """As many statements for many rows as for one."""

    def columns(self, listing: Listing) -> list[Heading]:
        """Those that the page shows."""
        fixed = (each for each in self.headings if not each.under)
        return [each for each in fixed if each.is_fixed or listing.shows(each.name)]

    def under(self, heading: Heading) -> list[Heading]:
        return [each for each in self.headings if each.under == heading.name]

    def cells(self, line: Line) -> list[str | int]:
        """Of a file: every column, in words."""
        found = (line.cells.get(each.name, "") for each in self.headings)
        return list(map(_in_file, found))


def _in_file(cell: Cell) -> str | int:
    if isinstance(cell, When):
        return cell.exact
    return cell.words if isinstance(cell, Mark | Led) else cell


def show_table(staff: Staff, own: Table[T], template: str = "desk_table.html", **more: Any) -> Any:
    """The page; `more` is for what a template of its own shows around the list."""
    at = now()
    with house().database.reading() as rows:
        listing = asked(own.offered(rows, staff))
        if elsewhere := to_own_address(listing):
            return elsewhere
        wanted, order = own.listed(staff, listing, at), own.ordered(listing)
        found = page_of(rows, wanted, order, size=listing.size, place=listing.place)
        lines = own.lines(rows, staff, found.rows)
    pages = (found.total, found.newer, found.older, found.is_first_again)
    shown = Shown(own.endpoint, listing, own.unit, *pages, counts=more.get("counts", {}))
    return render_template(template, table=own, shown=shown, lines=lines, **more)


def table_file(staff: Staff, own: Table[T], ending: str) -> Response:
    """All rows that the filters leave, whatever columns the page shows; not found for another ending."""
    at = now()
    with house().database.reading() as rows:
        listing = asked(own.offered(rows, staff))
        wanted, order = own.listed(staff, listing, at), own.ordered(listing)
        portions = portions_of(rows, wanted, order, size=PORTION)
        headings = [each.words for each in own.headings]
        return list_file(ending, own.title, headings, _cells(rows, staff, own, portions))


def _cells(
    rows: Session, staff: Staff, own: Table[T], portions: Iterator[tuple[T, ...]]
) -> Iterator[Sequence[str | int]]:
    for found in portions:
        yield from map(own.cells, own.lines(rows, staff, found))
