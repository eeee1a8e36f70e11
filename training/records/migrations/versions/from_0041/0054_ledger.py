"""The ledger of each fund: both databases refuse to change or delete an entry (R66)."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0054_ledger"
down_revision = "0053_standards"
branch_labels = None
depends_on = None

REFUSED = "ledger entries are not changed"
SQLITE = """
CREATE TRIGGER ledger_entry_{act} BEFORE {act} ON ledger_entry
BEGIN SELECT RAISE(ABORT, '{refused}'); END
"""
# REPLACE takes the old row away without a word to the trigger of DELETE.
REPLACED = """
CREATE TRIGGER ledger_entry_replace BEFORE INSERT ON ledger_entry
WHEN EXISTS (
    SELECT 1 FROM ledger_entry AS own
    WHERE own.id = NEW.id OR own.public_id = NEW.public_id OR own.reverses_id = NEW.reverses_id
    OR (own.district_id, own.fund, own.year, own.ordinal)
        = (NEW.district_id, NEW.fund, NEW.year, NEW.ordinal)
)
BEGIN SELECT RAISE(ABORT, 'ledger entries are not changed'); END
"""
FUNCTION = f"""
CREATE FUNCTION refuse_ledger_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{REFUSED}'; END $$ LANGUAGE plpgsql
"""
POSTGRESQL = """
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()
"""


def upgrade() -> None:
    op.create_table(
        "ledger_entry",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("fund", String(16), nullable=False),
        Column("year", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("on_day", Date(), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("amount_fen", BigInteger(), nullable=False),
        Column("voucher", String(255), nullable=False),
        Column("summary", String(255), nullable=False),
        Column("counterpart", String(255), nullable=False),
        Column("class_id", Integer()),
        Column("reverses_id", Integer()),
        Column("written_by_id", Integer(), nullable=False),
        Column("written_by", String(64), nullable=False),
        Column("written_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        CheckConstraint("amount_fen <> 0", name=op.f("ck_ledger_entry_amount")),
        ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_ledger_entry_class_id")),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_ledger_entry_district_id")),
        ForeignKeyConstraint(["reverses_id"], ["ledger_entry.id"], name=op.f("fk_ledger_entry_reverses_id")),
        ForeignKeyConstraint(["written_by_id"], ["staff.id"], name=op.f("fk_ledger_entry_written_by_id")),
        UniqueConstraint(
            "district_id",
            "fund",
            "year",
            "ordinal",
            name=op.f("uq_ledger_entry_district_id_fund_year_ordinal"),
        ),
        UniqueConstraint("public_id", name=op.f("uq_ledger_entry_public_id")),
        UniqueConstraint("reverses_id", name=op.f("uq_ledger_entry_reverses_id")),
    )
    op.create_index(op.f("ix_ledger_entry_class_id"), "ledger_entry", ["class_id"])
    op.create_index(op.f("ix_ledger_entry_on_day"), "ledger_entry", ["on_day"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(FUNCTION)
        op.execute(POSTGRESQL)
    else:
        for act in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(act=act, refused=REFUSED))
        op.execute(REPLACED)


def downgrade() -> None:
    op.drop_table("ledger_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_ledger_change()")
