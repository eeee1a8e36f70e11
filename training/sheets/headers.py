"""Finding the header among titles, and which column of a sheet is which field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from training.errors import UnreadableFile
from training.sheets.cells import Cell, Sheet, letters_of, place_of
from training.sheets.columns import Column, Table, bare_heading
from training.sheets.header_refusals import (
    Candidate,
    no_header,
    no_such_choice,
    rivals,
    two_headers,
)

HEADER_WITHIN_ROWS = 20
MOST_HEADINGS = 1_000
Row = tuple[int, list[Cell]]


@dataclass(frozen=True)
class Header:
    row: int
    """The lower one of a header of two rows."""
    positions: Mapping[str, tuple[int, ...]]
    """The columns of each field, counted from 0; more than one only where a field has several values."""
    headings: Mapping[int, str]
    """What stands above each column that has a heading."""
    could_be: Mapping[str, frozenset[int]]
    """Every column that could be a field, also those that gave way."""

    def heading_of(self, field_name: str) -> str:
        """The heading of a field's first column, as it is written; empty where the sheet lacks it."""
        places = self.positions.get(field_name, ())
        return self.headings.get(places[0], "") if places else ""


def find_header(head: list[Row], sheet: Sheet, table: Table, chosen: Mapping[str, str]) -> Header:
    """The row that names most of the table's columns; a title above names none or one.

    Raises UnreadableFile, naming the columns found and those expected, where there is no such row, and
    RivalColumns, naming both and how to choose, where two columns claim one field with equal right.
    """
    head = _narrowed(head)
    found = _find_candidate(head, table)
    _refuse_other_headers(found, head, sheet, table)
    missing = _missing(found, table)
    if missing and not _may_be_chosen(missing, chosen):
        raise no_header(found, head, sheet, table)
    positions = _chosen_places(chosen, found, table)
    for name in found.by_field:
        if name not in positions:
            positions[name] = _places(name, found, sheet, table)
    _refuse_blocks(positions, found, sheet, table)
    return Header(found.row, positions, found.headings, _columns_of(found))


def is_other_header(row: Row, header: Header, table: Table) -> bool:
    """Whether a row below the header is one too, whose columns stand otherwise."""
    found = _as_header(row[0], row[1], [], table)
    if _missing(found, table):
        return False
    return _columns_of(found) != header.could_be


def _columns_of(found: Candidate) -> dict[str, frozenset[int]]:
    return {name: frozenset(places) for name, places in found.by_field.items() if places}


def places_in_row(row: Row, sheet: Sheet, table: Table, chosen: Mapping[str, str]) -> dict[str, int]:
    """The column of each field that a row of headings names; raises RivalColumns as `find_header` does."""
    found = _as_header(row[0], row[1], [], table)
    places = {name: at[0] for name, at in _chosen_places(chosen, found, table).items()}
    others = (name for name in found.by_field if name not in places)
    return {name: _places(name, found, sheet, table)[0] for name in others} | places


def _refuse_other_headers(found: Candidate, head: list[Row], sheet: Sheet, table: Table) -> None:
    """A whole header above the one that names most has rows of its own, which must not get lost."""
    for number, cells in head:
        other = _as_header(number, cells, [], table)
        if number < found.row - 1 and not _missing(other, table) and other.by_field != found.by_field:
            raise two_headers((number, found.row), sheet)


def _refuse_blocks(
    positions: Mapping[str, tuple[int, ...]], found: Candidate, sheet: Sheet, table: Table
) -> None:
    """A second number between two columns of times makes them the times of two people."""
    for column in table.columns:
        places = positions.get(column.field, ())
        if len(places) < 2:
            continue
        for other in table.required:
            of_other = found.by_field.get(other.field, {})
            for at in of_other:
                if len(of_other) > 1 and min(places) < at < max(places):
                    raise rivals(column.field, (min(places), max(places)), found, sheet, table)


def has_header(head: list[Row], table: Table) -> bool:
    """Whether a sheet that begins so has all columns that such a table must have."""
    return not _missing(_find_candidate(_narrowed(head), table), table)


def _narrowed(head: list[Row]) -> list[Row]:
    """Nobody's table has its headings beyond these columns; each costs a search of all names."""
    return [(number, cells[:MOST_HEADINGS]) for number, cells in head]


def _find_candidate(head: list[Row], table: Table) -> Candidate:
    best = _best(_as_header(number, cells, [], table) for number, cells in head)
    # A heading that is merged over others (联系方式 over 手机 and 地址) makes a header of two rows.
    pairs = [(high, low) for high, low in pairwise(head) if _is_second_row(high, low, table)]
    two = _best(_as_header(low[0], low[1], high[1], table) for high, low in pairs)
    carries_on = best.row == two.row - 1 and len(two.by_field) == len(best.by_field)
    if len(two.by_field) > len(best.by_field) or (two.by_field and carries_on):
        return two
    return best


def _is_second_row(high: Row, low: Row, table: Table) -> bool:
    """Whether a row carries on the headings of the row above: only texts, one of them a heading."""
    filled = [cell for cell in low[1] if cell not in ("", None)]
    if not filled or not all(isinstance(cell, str) for cell in filled):
        return False
    if low[0] != high[0] + 1 or _has_all(low, table):
        return False
    above, below = _fields_in(high[1], table), _fields_in(low[1], table)
    # Under a heading there stands a narrower one or nothing; a value makes it a row of data.
    is_value = any(below.get(at) != field_name for at, field_name in above.items() if _is_filled(low[1], at))
    # And what it is merged over has a heading of its own beside that.
    is_beside = any(not _is_filled(high[1], at) for at in range(len(low[1])) if _is_filled(low[1], at))
    return bool(below) and is_beside and not is_value


def _fields_in(cells: list[Cell], table: Table) -> dict[int, str]:
    fields = ((at, table.field_of(cell)) for at, cell in enumerate(cells) if isinstance(cell, str))
    return {at: field_name for at, field_name in fields if field_name}


def _is_filled(cells: list[Cell], at: int) -> bool:
    return at < len(cells) and cells[at] not in ("", None)


def _has_all(row: Row, table: Table) -> bool:
    return not _missing(_as_header(row[0], row[1], [], table), table)


def _as_header(number: int, low: list[Cell], high: list[Cell], table: Table) -> Candidate:
    """As if the rows were one: below counts first, and what is merged above it says more of it."""
    found, merged = Candidate(number), ""
    for at, (below, above) in enumerate(zip_longest(low, high)):
        own = above if isinstance(above, str) and above.strip() else ""
        merged = own or merged
        texts = [cell for cell in (below, own) if isinstance(cell, str) and cell.strip()]
        named = [(text, meaning) for text in texts if (meaning := table.meaning_of(text, merged))]
        if texts:
            found.headings[at] = named[0][0] if named else texts[0]
        if named:
            found.by_field[named[0][1].field][at] = named[0][1]
    _drop_what_means_something_else(found, table)
    return found


def _drop_what_means_something_else(found: Candidate, table: Table) -> None:
    there = {bare_heading(heading) for heading in found.headings.values()}
    for column in table.columns:
        if there & set(map(bare_heading, column.not_beside)):
            strong = {
                at: each for at, each in found.by_field.get(column.field, {}).items() if each.sureness >= 0
            }
            found.by_field.pop(column.field, None)
            if strong:
                found.by_field[column.field] = strong


def _best(found: Iterable[Candidate]) -> Candidate:
    return max(found, key=lambda each: len(each.by_field), default=Candidate(0))


def _places(name: str, found: Candidate, sheet: Sheet, table: Table) -> tuple[int, ...]:
    """The column, or the columns, of a field: visible before hidden, and of those the surest."""
    of_field = found.by_field[name]
    seen = {at: meaning for at, meaning in of_field.items() if at not in sheet.hidden_columns} or of_field
    surest = max(meaning.sureness for meaning in seen.values())
    best = tuple(at for at, meaning in seen.items() if meaning.sureness == surest)
    if len(best) > 1 and not table.column_of(name).is_several:
        raise rivals(name, best, found, sheet, table)
    return best


def _chosen_column(title: str, table: Table) -> Column | None:
    name = table.field_of(title)
    return table.column_of(name) if name else None


def _may_be_chosen(missing: list[Column], chosen: Mapping[str, str]) -> bool:
    titles = {bare_heading(title) for title in chosen}
    return all(bare_heading(column.title) in titles for column in missing)


def _chosen_places(chosen: Mapping[str, str], found: Candidate, table: Table) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for title, letters in chosen.items():
        column, at = _chosen_column(title, table), place_of(letters)
        if column is None:
            raise no_such_choice(title, (table,))
        if at is None or at not in found.headings:
            there = "、".join(f"{letters_of(each)} {text}" for each, text in found.headings.items())
            raise UnreadableFile(f"没有 {letters} 这一列；表头是：{there}。")
        places[column.field] = (at,)
    return places


def _missing(found: Candidate, table: Table) -> list[Column]:
    return table.missing_from(found.by_field)
