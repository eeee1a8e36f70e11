"""Payments are undone, money comes back in parts, objections are rows, lists find lines (R19 to R22)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
    column,
    insert,
    inspect,
    literal_column,
    select,
    table,
)
from sqlalchemy.schema import SchemaItem

revision = "0061_undoings"
down_revision = "0060_claim_lines"
branch_labels = None
depends_on = None

SHANGHAI = ZoneInfo("Asia/Shanghai")
MADE_ANEW = ("recovery_receipt", "recovery", "payment_line", "payment")
"""On SQLite, the one that leans on another first: no row leans on a table that is dropped."""


def upgrade() -> None:
    if _is_postgresql():
        _alter()
    else:
        _make_anew(is_new=True)
    _make_undoings()
    _make_found_lines()
    _make_objections()


def downgrade() -> None:
    _forget_what_code_of_before_does_not_know()
    for name in ("line_objection", "found_line_settling", "found_line"):
        op.drop_table(name)
    for name in ("payment_undoing_decision", "payment_undoing", "recovery_withdrawal"):
        op.drop_table(name)
    if _is_postgresql():
        _alter_back()
    else:
        _make_anew(is_new=False)


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _alter() -> None:
    op.add_column("payment", Column("live_voucher", String(64)))
    op.execute("UPDATE payment SET live_voucher = voucher")
    op.drop_constraint(op.f("uq_payment_district_id_fund_year_voucher"), "payment")
    op.create_unique_constraint(
        op.f("uq_payment_district_id_fund_year_live_voucher"),
        "payment",
        ["district_id", "fund", "year", "live_voucher"],
    )
    op.add_column("payment_line", Column("live_line_id", Integer()))
    op.execute("UPDATE payment_line SET live_line_id = line_id")
    op.create_foreign_key(
        op.f("fk_payment_line_live_line_id"), "payment_line", "subsidy_line", ["live_line_id"], ["id"]
    )
    op.drop_constraint(op.f("uq_payment_line_line_id"), "payment_line")
    op.create_unique_constraint(op.f("uq_payment_line_live_line_id"), "payment_line", ["live_line_id"])
    op.create_index(op.f("ix_payment_line_line_id"), "payment_line", ["line_id"])
    op.add_column("recovery_receipt", Column("ordinal", Integer(), nullable=False, server_default="1"))
    op.alter_column("recovery_receipt", "ordinal", server_default=None)
    op.add_column("recovery_receipt", Column("amount_fen", Integer()))
    op.execute(
        "UPDATE recovery_receipt SET amount_fen = (SELECT amount_fen FROM recovery"
        " WHERE recovery.id = recovery_receipt.recovery_id)"
    )
    op.alter_column("recovery_receipt", "amount_fen", nullable=False)
    op.create_check_constraint(op.f("ck_recovery_receipt_amount"), "recovery_receipt", "amount_fen > 0")
    op.drop_constraint(op.f("uq_recovery_receipt_recovery_id"), "recovery_receipt")
    op.create_unique_constraint(
        op.f("uq_recovery_receipt_recovery_id_ordinal"), "recovery_receipt", ["recovery_id", "ordinal"]
    )


def _alter_back() -> None:
    op.drop_constraint(op.f("uq_recovery_receipt_recovery_id_ordinal"), "recovery_receipt")
    op.create_unique_constraint(op.f("uq_recovery_receipt_recovery_id"), "recovery_receipt", ["recovery_id"])
    op.drop_constraint(op.f("ck_recovery_receipt_amount"), "recovery_receipt")
    op.drop_column("recovery_receipt", "amount_fen")
    op.drop_column("recovery_receipt", "ordinal")
    op.drop_index(op.f("ix_payment_line_line_id"), "payment_line")
    op.drop_column("payment_line", "live_line_id")
    op.create_unique_constraint(op.f("uq_payment_line_line_id"), "payment_line", ["line_id"])
    op.drop_column("payment", "live_voucher")
    op.create_unique_constraint(
        op.f("uq_payment_district_id_fund_year_voucher"),
        "payment",
        ["district_id", "fund", "year", "voucher"],
    )


def _make_anew(*, is_new: bool) -> None:
    """SQLite alters no constraint in place: these four are put aside, made again and filled."""
    for name in MADE_ANEW:
        op.rename_table(name, f"before_{name}")
    for name, parts in zip(reversed(MADE_ANEW), _shapes(is_new=is_new), strict=True):
        op.create_table(name, *parts)
        _fill(name, [each.name for each in parts if isinstance(each, Column)])
    for name in MADE_ANEW:
        op.drop_table(f"before_{name}")
    for name in ("application_id", "institution_id", "paid_on"):
        op.create_index(op.f(f"ix_payment_{name}"), "payment", [name])
    op.create_index(op.f("ix_payment_line_payment_id"), "payment_line", ["payment_id"])
    if is_new:
        op.create_index(op.f("ix_payment_line_line_id"), "payment_line", ["line_id"])


def _fill(name: str, columns: list[str]) -> None:
    before = table(f"before_{name}", *(column(each) for each in _columns_of(f"before_{name}")))
    of_recovery = table("recovery", column("id"), column("amount_fen"))
    new: dict[str, Callable[[], ColumnElement[Any]]] = {
        "live_voucher": lambda: before.c.voucher,
        "live_line_id": lambda: before.c.line_id,
        "ordinal": lambda: literal_column("1"),
        "amount_fen": lambda: (
            select(of_recovery.c.amount_fen).where(of_recovery.c.id == before.c.recovery_id).scalar_subquery()
        ),
    }
    said = [before.c[each] if each in before.c else new[each]() for each in columns]
    own = table(name, *(column(each) for each in columns))
    op.execute(insert(own).from_select(columns, select(*said)))


def _columns_of(name: str) -> list[str]:
    return [each["name"] for each in inspect(op.get_bind()).get_columns(name)]


def _shapes(*, is_new: bool) -> Iterator[list[SchemaItem]]:
    yield _payment(is_new=is_new)
    yield _payment_line(is_new=is_new)
    yield _recovery()
    yield _receipt(is_new=is_new)


def _payment(*, is_new: bool) -> list[SchemaItem]:
    voucher = "live_voucher" if is_new else "voucher"
    return [
        *_keyed("payment", public=True),
        Column("application_id", Integer(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("fund", String(16), nullable=False),
        Column("payee", String(16), nullable=False),
        Column("institution_id", Integer()),
        Column("amount_fen", BigInteger(), nullable=False),
        Column("paid_on", Date(), nullable=False),
        Column("year", Integer(), nullable=False),
        Column("voucher", String(64), nullable=False),
        *([Column("live_voucher", String(64))] if is_new else []),
        Column("entry_id", Integer(), nullable=False),
        *_by("recorded", "payment"),
        CheckConstraint("amount_fen > 0", name=op.f("ck_payment_amount")),
        _to("payment", "application_id", "finance_application"),
        _to("payment", "district_id", "district"),
        _to("payment", "entry_id", "ledger_entry"),
        _to("payment", "institution_id", "institution"),
        _once("payment", "district_id", "fund", "year", voucher),
        _once("payment", "entry_id"),
    ]


def _payment_line(*, is_new: bool) -> list[SchemaItem]:
    live: list[SchemaItem] = [
        Column("live_line_id", Integer()),
        _to("payment_line", "live_line_id", "subsidy_line"),
        _once("payment_line", "live_line_id"),
    ]
    return [
        *_keyed("payment_line"),
        Column("payment_id", Integer(), nullable=False),
        Column("line_id", Integer(), nullable=False),
        *(live if is_new else [_once("payment_line", "line_id")]),
        Column("amount_fen", Integer(), nullable=False),
        CheckConstraint("amount_fen > 0", name=op.f("ck_payment_line_amount")),
        _to("payment_line", "line_id", "subsidy_line"),
        _to("payment_line", "payment_id", "payment"),
    ]


def _recovery() -> list[SchemaItem]:
    return [
        *_keyed("recovery", public=True),
        Column("payment_line_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("amount_fen", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("demanded_on", Date(), nullable=False),
        *_by("demanded", "recovery"),
        CheckConstraint("amount_fen > 0", name=op.f("ck_recovery_amount")),
        _to("recovery", "payment_line_id", "payment_line"),
        _once("recovery", "payment_line_id", "ordinal"),
    ]


def _receipt(*, is_new: bool) -> list[SchemaItem]:
    of_demand = ("recovery_id", "ordinal") if is_new else ("recovery_id",)
    part: list[SchemaItem] = [
        Column("ordinal", Integer(), nullable=False),
        Column("amount_fen", Integer(), nullable=False),
        CheckConstraint("amount_fen > 0", name=op.f("ck_recovery_receipt_amount")),
    ]
    return [
        *_keyed("recovery_receipt"),
        Column("recovery_id", Integer(), nullable=False),
        *(part if is_new else []),
        Column("received_on", Date(), nullable=False),
        Column("voucher", String(64), nullable=False),
        Column("entry_id", Integer(), nullable=False),
        *_by("recorded", "recovery_receipt"),
        _to("recovery_receipt", "entry_id", "ledger_entry"),
        _to("recovery_receipt", "recovery_id", "recovery"),
        _once("recovery_receipt", "entry_id"),
        _once("recovery_receipt", *of_demand),
    ]


def _make_undoings() -> None:
    op.create_table(
        "payment_undoing",
        *_keyed("payment_undoing"),
        Column("payment_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        *_by("asked", "payment_undoing"),
        _to("payment_undoing", "payment_id", "payment"),
        _once("payment_undoing", "payment_id", "ordinal"),
    )
    op.create_table(
        "payment_undoing_decision",
        *_keyed("payment_undoing_decision"),
        Column("undoing_id", Integer(), nullable=False),
        Column("is_agreed", Boolean(), nullable=False),
        Column("note", String(255), nullable=False),
        Column("entry_id", Integer()),
        *_by("decided", "payment_undoing_decision"),
        _to("payment_undoing_decision", "undoing_id", "payment_undoing"),
        _to("payment_undoing_decision", "entry_id", "ledger_entry"),
        _once("payment_undoing_decision", "undoing_id"),
        _once("payment_undoing_decision", "entry_id"),
    )
    op.create_table("recovery_withdrawal", *_noted("recovery_withdrawal", "recovery_id", "recovery"))


def _make_found_lines() -> None:
    op.create_table(
        "found_line",
        *_keyed("found_line", public=True),
        Column("line_id", Integer(), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("list_id", Integer(), nullable=False),
        Column("found_at", DateTime(timezone=True), nullable=False),
        _to("found_line", "line_id", "subsidy_line"),
        _to("found_line", "list_id", "compared_list"),
        _once("found_line", "line_id", "list_id"),
    )
    op.create_index(op.f("ix_found_line_list_id"), "found_line", ["list_id"])
    op.create_index(op.f("ix_found_line_found_at"), "found_line", ["found_at"])
    op.create_table("found_line_settling", *_noted("found_line_settling", "found_id", "found_line"))


def _make_objections() -> None:
    op.create_table(
        "line_objection",
        *_keyed("line_objection", public=True),
        Column("line_id", Integer(), nullable=False),
        Column("event_id", Integer(), nullable=False),
        Column("received_on", Date(), nullable=False),
        Column("settled_event_id", Integer()),
        _to("line_objection", "line_id", "subsidy_line"),
        _to("line_objection", "event_id", "line_event"),
        _to("line_objection", "settled_event_id", "line_event"),
        _once("line_objection", "event_id"),
    )
    op.create_index(op.f("ix_line_objection_line_id"), "line_objection", ["line_id"])
    _carry_objections()


def _carry_objections() -> None:
    """Until now one settlement ended all that were open: it is theirs together."""
    at_moment = column("acted_at", DateTime(timezone=True))
    event = table("line_event", at_moment, *map(column, ("id", "line_id", "ordinal", "act")))
    rows = select(event.c.id, event.c.line_id, event.c.act, event.c.acted_at).order_by(
        event.c.line_id, event.c.ordinal
    )
    wanted = rows.where(event.c.act.in_(("收到异议", "异议不成立", "异议成立")))
    found: list[dict[str, object]] = []
    for key, line, act, at in op.get_bind().execute(wanted).all():
        if act == "收到异议":
            noted = {"line_id": line, "event_id": key, "received_on": _day_of(at)}
            found.append({"public_id": uuid4(), **noted, "settled_event_id": None})
            continue
        for each in found:
            if each["line_id"] == line and each["settled_event_id"] is None:
                each["settled_event_id"] = key
    own = table(
        "line_objection",
        column("public_id", Uuid()),
        column("received_on", Date()),
        *(column(each) for each in ("line_id", "event_id", "settled_event_id")),
    )
    if found:
        op.get_bind().execute(insert(own), found)


def _day_of(moment: datetime) -> date:
    """In Shanghai; SQLite keeps moments in UTC without saying so."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(SHANGHAI).date()


def _forget_what_code_of_before_does_not_know() -> None:
    """Undone payments and demands that were taken back are none; of receipts in parts a whole one stays."""
    for statement in (
        "DELETE FROM recovery_receipt WHERE recovery_id IN (SELECT r.id FROM recovery AS r WHERE r.amount_fen"
        " > (SELECT SUM(p.amount_fen) FROM recovery_receipt AS p WHERE p.recovery_id = r.id))",
        "DELETE FROM recovery_receipt WHERE ordinal < (SELECT MAX(p.ordinal) FROM recovery_receipt AS p"
        " WHERE p.recovery_id = recovery_receipt.recovery_id)",
        "DELETE FROM recovery_receipt WHERE recovery_id IN (SELECT recovery_id FROM recovery_withdrawal)",
        "DELETE FROM recovery_withdrawal WHERE recovery_id IN (SELECT id FROM recovery)",
        "UPDATE line_event SET act = '撤回申请' WHERE act = '撤销登记'",
        "UPDATE line_event SET act = '拨付' WHERE act = '撤销到账'",
        "DELETE FROM payment_undoing_decision",
        "DELETE FROM payment_undoing",
        "DELETE FROM recovery WHERE payment_line_id IN (SELECT id FROM payment_line"
        " WHERE live_line_id IS NULL)",
        "DELETE FROM payment_line WHERE live_line_id IS NULL",
        "DELETE FROM payment WHERE live_voucher IS NULL",
    ):
        op.execute(statement)


def _keyed(own: str, *, public: bool = False) -> list[SchemaItem]:
    key: list[SchemaItem] = [
        Column("id", Integer(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{own}")),
    ]
    return [*key, Column("public_id", Uuid(), nullable=False), _once(own, "public_id")] if public else key


def _by(deed: str, own: str) -> list[SchemaItem]:
    return [
        Column(f"{deed}_by_id", Integer(), nullable=False),
        Column(f"{deed}_by", String(64), nullable=False),
        Column(f"{deed}_at", DateTime(timezone=True), nullable=False),
        _to(own, f"{deed}_by_id", "staff"),
    ]


def _noted(own: str, key: str, of: str) -> list[SchemaItem]:
    """One row of what it is of: why, by whom and when."""
    return [
        *_keyed(own),
        Column(key, Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        *_by("noted", own),
        _to(own, key, of),
        _once(own, key),
    ]


def _to(own: str, key: str, of: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([key], [f"{of}.id"], name=op.f(f"fk_{own}_{key}"))


def _once(own: str, *keys: str) -> UniqueConstraint:
    return UniqueConstraint(*keys, name=op.f(f"uq_{own}_{'_'.join(keys)}"))
