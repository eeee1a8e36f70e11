"""Search keys follow the names, whoever writes them: by the session, in bulk, by an import or by hand.

The engine itself is listened to, for rows of a roster never pass the session. Names that a transaction wrote
get their keys right before it commits, so neither is ever there without the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Engine,
    Executable,
    FromClause,
    Insert,
    Update,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.orm import Mapper

from training.database import Base
from training.listing.terms import Kind
from training.notice.spelling import keys_of_name, keys_of_number
from training.records.classes.classes import Institution, Instructor, TrainingClass
from training.records.classes.trainees import Trainee
from training.records.search.keys import SearchKey
from training.records.staff.staff import Staff

AT_ONCE = 1000
WRITTEN = "names written"


@dataclass(frozen=True)
class Named:
    """A table whose rows are found: by the words of `name`, and by the parts of `number` where it has one."""

    kind: Kind
    name: str = "name"
    number: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.name, self.number) if self.number else (self.name,)


RECORDS: Mapping[type[Base], Named] = {
    Trainee: Named(Kind.TRAINEE),
    TrainingClass: Named(Kind.CLASS, number="class_number"),
    Institution: Named(Kind.INSTITUTION),
    Instructor: Named(Kind.INSTRUCTOR),
    Staff: Named(Kind.STAFF),
}
TABLES: dict[FromClause, Named] = {inspect(each).local_table: named for each, named in RECORDS.items()}


@dataclass
class Written:
    """What a transaction did to one table."""

    since: int | None = None
    """The greatest id before its first new row; every new one is greater."""
    renamed: set[int] = field(default_factory=set)


class NameWrittenAside(TypeError):
    """A programme changed names by a statement that does not say whose; their keys could not follow."""

    def __init__(self, table: str):
        super().__init__(f"names of {table} are changed one by one, through the session")


def keys_of(kind: Kind, name: str, number: str = "") -> frozenset[str]:
    """All that one owner is found by."""
    return keys_of_name(name) | (keys_of_number(number) if number else frozenset())


@event.listens_for(Engine, "before_execute")
def _note_new(
    connection: Connection, statement: Executable, multiparams: Any, params: Any, options: Any
) -> None:
    if isinstance(statement, Insert) and statement.table in TABLES:
        table = statement.table
        written = _written(connection, table)
        if written.since is None:
            written.since = connection.scalar(select(func.coalesce(func.max(table.c.id), 0)))


@event.listens_for(Engine, "after_execute")
def _refuse_aside(
    connection: Connection,
    statement: Executable,
    multiparams: Any,
    params: Any,
    options: Any,
    result: CursorResult[Any],
) -> None:
    if isinstance(statement, Update) and statement.table in TABLES:
        table = statement.table
        told = result.last_updated_params()
        names = {name for each in (told if isinstance(told, list) else [told]) for name in each}
        if names.intersection(TABLES[table].columns) and not _written(connection, table).renamed:
            raise NameWrittenAside(str(table))


def _note_renamed(mapper: Mapper[Any], connection: Connection, target: Any) -> None:
    named = TABLES[mapper.local_table]
    if any(inspect(target).attrs[each].history.has_changes() for each in named.columns):
        _written(connection, mapper.local_table).renamed.add(target.id)


for record in RECORDS:
    event.listen(record, "before_update", _note_renamed)


@event.listens_for(Engine, "commit")
def _make_keys(connection: Connection) -> None:
    found: dict[FromClause, Written] = connection.info.pop(WRITTEN, {})
    for table, written in found.items():
        _remake(connection, table, written.renamed)
        if written.since is not None:
            _make(connection, table, written.since)


@event.listens_for(Engine, "rollback")
def _forget(connection: Connection) -> None:
    connection.info.pop(WRITTEN, None)


def _written(connection: Connection, table: FromClause) -> Written:
    found: Written = connection.info.setdefault(WRITTEN, {}).setdefault(table, Written())
    return found


def _remake(connection: Connection, table: FromClause, ids: Iterable[int]) -> None:
    kind = TABLES[table].kind
    for each in sorted(ids):
        connection.execute(delete(SearchKey).where(SearchKey.kind == kind, SearchKey.owner_id == each))
        _add(connection, table, connection.execute(_names(table).where(table.c.id == each)).all())


def _make(connection: Connection, table: FromClause, since: int) -> None:
    """Whoever committed beside us with greater ids has made the keys of those."""
    named = TABLES[table]
    has_keys = select(SearchKey.owner_id).where(
        SearchKey.kind == named.kind, SearchKey.owner_id == table.c.id
    )
    new = _names(table).where(~has_keys.exists()).order_by(table.c.id).limit(AT_ONCE)
    while rows := connection.execute(new.where(table.c.id > since)).all():
        _add(connection, table, rows)
        since = rows[-1].id


def _names(table: FromClause) -> Any:
    return select(table.c.id, *(table.c[each] for each in TABLES[table].columns))


def _add(connection: Connection, table: FromClause, rows: Sequence[Any]) -> None:
    kind = TABLES[table].kind
    made = [
        {"kind": kind, "owner_id": row[0], "key": key}
        for row in rows
        for key in sorted(keys_of(kind, *row[1:]))
    ]
    if made:
        connection.execute(insert(SearchKey), made)
