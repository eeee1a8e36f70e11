"""Standards of subsidies, in versions; lists that the office compares with (R19, R47, R58, R61)."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
    text,
)

revision = "0053_standards"
down_revision = "0052_choices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "standard_set",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("district_id", Integer()),
        Column("version", Integer(), nullable=False),
        Column("effective_from", Date(), nullable=False),
        Column("document_number", String(255), nullable=False),
        Column("note", String(255), nullable=False),
        Column("written_by_id", Integer(), nullable=False),
        Column("written_by", String(64), nullable=False),
        Column("written_at", DateTime(timezone=True), nullable=False),
        Column("in_force_at", DateTime(timezone=True)),
        PrimaryKeyConstraint("id", name=op.f("pk_standard_set")),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_standard_set_district_id")),
        ForeignKeyConstraint(["written_by_id"], ["staff.id"], name=op.f("fk_standard_set_written_by_id")),
        UniqueConstraint("district_id", "version", name=op.f("uq_standard_set_district_id_version")),
        UniqueConstraint("public_id", name=op.f("uq_standard_set_public_id")),
    )
    op.create_index(
        op.f("uq_standard_set_city_version"),
        "standard_set",
        ["version"],
        unique=True,
        sqlite_where=text("district_id IS NULL"),
        postgresql_where=text("district_id IS NULL"),
    )
    op.create_table(
        "standard_decision",
        Column("id", Integer(), nullable=False),
        Column("set_id", Integer(), nullable=False),
        Column("is_agreed", Boolean(), nullable=False),
        Column("note", String(255), nullable=False),
        Column("decided_by_id", Integer(), nullable=False),
        Column("decided_by", String(64), nullable=False),
        Column("decided_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_standard_decision")),
        ForeignKeyConstraint(
            ["decided_by_id"], ["staff.id"], name=op.f("fk_standard_decision_decided_by_id")
        ),
        ForeignKeyConstraint(["set_id"], ["standard_set.id"], name=op.f("fk_standard_decision_set_id")),
        UniqueConstraint("set_id", name=op.f("uq_standard_decision_set_id")),
    )
    op.create_table(
        "subsidy_standard",
        Column("id", Integer(), nullable=False),
        Column("set_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("trade", String(64), nullable=False),
        Column("level", String(64), nullable=False),
        Column("halves_from", Integer(), nullable=False),
        Column("halves_until", Integer(), nullable=False),
        Column("amount_fen", Integer(), nullable=False),
        Column("mixed_percent", Integer(), nullable=False),
        Column("payee", String(16), nullable=False),
        Column("fund", String(16), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_subsidy_standard")),
        CheckConstraint("amount_fen > 0", name=op.f("ck_subsidy_standard_amount")),
        CheckConstraint(
            "halves_from > 0 AND halves_from <= halves_until", name=op.f("ck_subsidy_standard_halves")
        ),
        CheckConstraint("mixed_percent BETWEEN 1 AND 100", name=op.f("ck_subsidy_standard_mixed")),
        ForeignKeyConstraint(["set_id"], ["standard_set.id"], name=op.f("fk_subsidy_standard_set_id")),
        UniqueConstraint("set_id", "ordinal", name=op.f("uq_subsidy_standard_set_id_ordinal")),
    )
    op.create_table(
        "compared_list",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("batch_id", Integer(), nullable=False),
        Column("district_id", Integer()),
        Column("kind", String(16), nullable=False),
        Column("as_of", Date(), nullable=False),
        Column("source", String(255), nullable=False),
        Column("people", Integer(), nullable=False),
        Column("index_key", String(16), nullable=False),
        Column("withdrawn_at", DateTime(timezone=True)),
        Column("purged_at", DateTime(timezone=True)),
        PrimaryKeyConstraint("id", name=op.f("pk_compared_list")),
        ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_compared_list_batch_id")),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_compared_list_district_id")),
        UniqueConstraint("public_id", name=op.f("uq_compared_list_public_id")),
    )
    op.create_index(op.f("ix_compared_list_batch_id"), "compared_list", ["batch_id"])
    op.create_index(op.f("ix_compared_list_kind_as_of"), "compared_list", ["kind", "as_of"])
    op.create_table(
        "compared_person",
        Column("id", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
        Column("list_id", Integer(), nullable=False),
        Column("id_number_index", LargeBinary(), nullable=False),
        Column("from_day", Date(), nullable=False),
        Column("until_day", Date()),
        PrimaryKeyConstraint("id", name=op.f("pk_compared_person")),
        ForeignKeyConstraint(["list_id"], ["compared_list.id"], name=op.f("fk_compared_person_list_id")),
        UniqueConstraint(
            "list_id",
            "id_number_index",
            "from_day",
            name=op.f("uq_compared_person_list_id_id_number_index_from_day"),
        ),
    )
    op.create_index(op.f("ix_compared_person_id_number_index"), "compared_person", ["id_number_index"])
    op.create_table(
        "compared_withdrawal",
        Column("id", Integer(), nullable=False),
        Column("list_id", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("noted_by_id", Integer(), nullable=False),
        Column("noted_by", String(64), nullable=False),
        Column("noted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_compared_withdrawal")),
        ForeignKeyConstraint(["list_id"], ["compared_list.id"], name=op.f("fk_compared_withdrawal_list_id")),
        ForeignKeyConstraint(["noted_by_id"], ["staff.id"], name=op.f("fk_compared_withdrawal_noted_by_id")),
        UniqueConstraint("list_id", name=op.f("uq_compared_withdrawal_list_id")),
    )


def downgrade() -> None:
    for table in (
        "compared_withdrawal",
        "compared_person",
        "compared_list",
        "subsidy_standard",
        "standard_decision",
        "standard_set",
    ):
        op.drop_table(table)
