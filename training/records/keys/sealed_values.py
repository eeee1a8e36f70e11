"""All columns that are sealed or indexed, found by their types: none can be forgotten."""

from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    TableClause,
    case,
    column,
    func,
    literal,
    select,
    table,
)

from training.database import Base, BlindIndex, Sealed, SealedBytes
from training.vault import HEAD_BYTES, head_of


class Stored(NamedTuple):
    """One column as its bytes lie in the database, with the purpose that is bound into them."""

    rows: TableClause
    id: ColumnElement[int]
    bytes: ColumnElement[bytes]
    purpose: str
    is_large: bool
    """Pictures and uploads; few of them make a portion."""


def sealed_columns(tables: MetaData = Base.metadata) -> list[Stored]:
    return _columns(tables, (Sealed, SealedBytes))


def indexed_columns(tables: MetaData = Base.metadata) -> list[Stored]:
    return _columns(tables, (BlindIndex,))


def stored(name: str, of: str, purpose: str, *, is_large: bool = False) -> Stored:
    """The column `of` of a table, past the type that would open or index it."""
    rows = table(name, column("id", Integer), column(of, LargeBinary))
    return Stored(rows, rows.c.id, rows.c[of], purpose, is_large)


def count_by_key(connection: Connection, fingerprints: list[str]) -> dict[str, int]:
    """How many values each of these keys sealed; under "" those that tell no key, or another."""
    totals = dict.fromkeys((*fingerprints, ""), 0)
    for each in sealed_columns():
        found = connection.execute(_counting(each, fingerprints)).one()
        for fingerprint, count in zip(fingerprints, found[1:], strict=True):
            totals[fingerprint] += count
        totals[""] += found[0] - sum(found[1:])
    return totals


def _counting(of: Stored, fingerprints: list[str]) -> Any:
    by_key = (func.coalesce(func.sum(case((has_head(of, each), 1), else_=0)), 0) for each in fingerprints)
    return select(func.count(of.bytes), *by_key).select_from(of.rows)


def has_head(of: Stored, fingerprint: str) -> ColumnElement[bool]:
    """Whether the value says that the key of this fingerprint sealed it."""
    head = func.substr(of.bytes, 1, HEAD_BYTES, type_=LargeBinary)
    return head == literal(head_of(fingerprint), LargeBinary)


def _columns(tables: MetaData, kinds: tuple[type[Any], ...]) -> list[Stored]:
    return [
        stored(each.name, own.name, own.type.purpose, is_large=isinstance(own.type, SealedBytes))
        for each in tables.sorted_tables
        for own in each.columns
        if isinstance(own.type, kinds)
    ]
