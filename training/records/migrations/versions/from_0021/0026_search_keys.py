"""What people, classes and schools are found by, the tails of numbers, and indexes of lists."""

from collections.abc import Iterator, Sequence
from typing import Any

from alembic import op
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    bindparam,
    column,
    insert,
    select,
    table,
    update,
)

from training.database import BlindIndex, Sealed
from training.notice.identity import tail_of
from training.notice.spelling import keys_of_name, keys_of_number

revision = "0026_search_keys"
down_revision = "0025_roster_changes"
branch_labels = None
depends_on = None

AT_ONCE = 1000
Plain = String(64).with_variant(String(64, collation="C"), "postgresql")
KEYS = table("search_key", column("kind", String), column("owner_id", Integer), column("key", String))
PEOPLE = table(
    "trainee",
    column("id", Integer),
    column("id_number", Sealed("trainee.id_number")),
    column("phone", Sealed("phone")),
    column("id_tail_index", BlindIndex("id_tail")),
    column("phone_tail_index", BlindIndex("phone_tail")),
)
NAMED = (
    ("学员", "trainee", ("name",)),
    ("班级", "training_class", ("name", "class_number")),
    ("培训机构", "institution", ("name",)),
    ("教师", "instructor", ("name",)),
    ("工作人员", "staff", ("name",)),
)
LISTED = (
    ("spot_check", ("ended_at", "id")),
    ("training_class", ("ends_on", "starts_on")),
)


def upgrade() -> None:
    op.create_table(
        "search_key",
        Column("kind", String(16), nullable=False),
        Column("owner_id", Integer(), nullable=False),
        Column("key", Plain, nullable=False),
        PrimaryKeyConstraint("kind", "owner_id", "key", name=op.f("pk_search_key")),
    )
    for each in ("id_tail_index", "phone_tail_index"):
        op.add_column("trainee", Column(each, LargeBinary()))
    connection = op.get_bind()
    _fill_tails(connection)
    for kind, name, columns in NAMED:
        _fill_keys(connection, kind, name, columns)
    # Made when all rows are there, which takes a fraction of the time.
    op.create_index(op.f("ix_search_key_kind_key_owner_id"), "search_key", ["kind", "key", "owner_id"])
    for each in ("id_tail_index", "phone_tail_index"):
        op.create_index(op.f(f"ix_trainee_{each}"), "trainee", [each])
    for name, names in LISTED:
        op.create_index(op.f(f"ix_{name}_{'_'.join(names)}"), name, list(names))


def downgrade() -> None:
    for name, names in LISTED:
        op.drop_index(op.f(f"ix_{name}_{'_'.join(names)}"), name)
    for each in ("id_tail_index", "phone_tail_index"):
        op.drop_index(op.f(f"ix_trainee_{each}"), "trainee")
        op.drop_column("trainee", each)
    op.drop_table("search_key")


def _fill_tails(connection: Connection) -> None:
    own = update(PEOPLE).where(PEOPLE.c.id == bindparam("of"))
    change = own.values(id_tail_index=bindparam("id_tail"), phone_tail_index=bindparam("phone_tail"))
    for rows in _portions(connection, select(PEOPLE.c.id, PEOPLE.c.id_number, PEOPLE.c.phone), PEOPLE):
        connection.execute(
            change,
            [{"of": row[0], "id_tail": tail_of(row[1]), "phone_tail": tail_of(row[2])} for row in rows],
        )


def _fill_keys(connection: Connection, kind: str, name: str, columns: tuple[str, ...]) -> None:
    of = table(name, column("id", Integer), *(column(each, String) for each in columns))
    for rows in _portions(connection, select(of.c.id, *(of.c[each] for each in columns)), of):
        made = [
            {"kind": kind, "owner_id": row[0], "key": key}
            for row in rows
            for key in sorted(keys_of_name(row[1]).union(*map(keys_of_number, row[2:])))
        ]
        if made:
            connection.execute(insert(KEYS), made)


def _portions(connection: Connection, rows: Any, of: Any) -> Iterator[Sequence[Any]]:
    """By key, so that a city's people need not all be in memory."""
    last = 0
    while found := connection.execute(rows.where(of.c.id > last).order_by(of.c.id).limit(AT_ONCE)).all():
        yield found
        last = found[-1][0]
