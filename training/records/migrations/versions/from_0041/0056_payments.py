"""What was paid line by line, of one fund, and what came back (R22, R65)."""

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

revision = "0056_payments"
down_revision = "0055_lines"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "application_return",
        Column("id", Integer(), nullable=False),
        Column("application_id", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("noted_by_id", Integer(), nullable=False),
        Column("noted_by", String(64), nullable=False),
        Column("noted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_application_return")),
        ForeignKeyConstraint(
            ["application_id"],
            ["finance_application.id"],
            name=op.f("fk_application_return_application_id"),
        ),
        ForeignKeyConstraint(["noted_by_id"], ["staff.id"], name=op.f("fk_application_return_noted_by_id")),
        UniqueConstraint("application_id", name=op.f("uq_application_return_application_id")),
    )
    op.create_table(
        "payment",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("application_id", Integer(), nullable=False),
        Column("district_id", Integer(), nullable=False),
        Column("fund", String(16), nullable=False),
        Column("payee", String(16), nullable=False),
        Column("institution_id", Integer()),
        Column("amount_fen", BigInteger(), nullable=False),
        Column("paid_on", Date(), nullable=False),
        Column("voucher", String(64), nullable=False),
        Column("entry_id", Integer(), nullable=False),
        Column("recorded_by_id", Integer(), nullable=False),
        Column("recorded_by", String(64), nullable=False),
        Column("recorded_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        CheckConstraint("amount_fen > 0", name=op.f("ck_payment_amount")),
        ForeignKeyConstraint(
            ["application_id"], ["finance_application.id"], name=op.f("fk_payment_application_id")
        ),
        ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_payment_district_id")),
        ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"], name=op.f("fk_payment_entry_id")),
        ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_payment_institution_id")),
        ForeignKeyConstraint(["recorded_by_id"], ["staff.id"], name=op.f("fk_payment_recorded_by_id")),
        UniqueConstraint("district_id", "fund", "voucher", name=op.f("uq_payment_district_id_fund_voucher")),
        UniqueConstraint("entry_id", name=op.f("uq_payment_entry_id")),
        UniqueConstraint("public_id", name=op.f("uq_payment_public_id")),
    )
    op.create_index(op.f("ix_payment_application_id"), "payment", ["application_id"])
    op.create_index(op.f("ix_payment_institution_id"), "payment", ["institution_id"])
    op.create_index(op.f("ix_payment_paid_on"), "payment", ["paid_on"])
    op.create_table(
        "payment_line",
        Column("id", Integer(), nullable=False),
        Column("payment_id", Integer(), nullable=False),
        Column("line_id", Integer(), nullable=False),
        Column("amount_fen", Integer(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_payment_line")),
        CheckConstraint("amount_fen > 0", name=op.f("ck_payment_line_amount")),
        ForeignKeyConstraint(["line_id"], ["subsidy_line.id"], name=op.f("fk_payment_line_line_id")),
        ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_payment_line_payment_id")),
        UniqueConstraint("line_id", name=op.f("uq_payment_line_line_id")),
    )
    op.create_index(op.f("ix_payment_line_payment_id"), "payment_line", ["payment_id"])
    op.create_table(
        "recovery",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("payment_line_id", Integer(), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("amount_fen", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("demanded_on", Date(), nullable=False),
        Column("demanded_by_id", Integer(), nullable=False),
        Column("demanded_by", String(64), nullable=False),
        Column("demanded_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_recovery")),
        CheckConstraint("amount_fen > 0", name=op.f("ck_recovery_amount")),
        ForeignKeyConstraint(["demanded_by_id"], ["staff.id"], name=op.f("fk_recovery_demanded_by_id")),
        ForeignKeyConstraint(
            ["payment_line_id"], ["payment_line.id"], name=op.f("fk_recovery_payment_line_id")
        ),
        UniqueConstraint("payment_line_id", "ordinal", name=op.f("uq_recovery_payment_line_id_ordinal")),
        UniqueConstraint("public_id", name=op.f("uq_recovery_public_id")),
    )
    op.create_table(
        "recovery_receipt",
        Column("id", Integer(), nullable=False),
        Column("recovery_id", Integer(), nullable=False),
        Column("received_on", Date(), nullable=False),
        Column("voucher", String(64), nullable=False),
        Column("entry_id", Integer(), nullable=False),
        Column("recorded_by_id", Integer(), nullable=False),
        Column("recorded_by", String(64), nullable=False),
        Column("recorded_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_recovery_receipt")),
        ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"], name=op.f("fk_recovery_receipt_entry_id")),
        ForeignKeyConstraint(
            ["recorded_by_id"], ["staff.id"], name=op.f("fk_recovery_receipt_recorded_by_id")
        ),
        ForeignKeyConstraint(["recovery_id"], ["recovery.id"], name=op.f("fk_recovery_receipt_recovery_id")),
        UniqueConstraint("entry_id", name=op.f("uq_recovery_receipt_entry_id")),
        UniqueConstraint("recovery_id", name=op.f("uq_recovery_receipt_recovery_id")),
    )


def downgrade() -> None:
    for table in ("recovery_receipt", "recovery", "payment_line", "payment", "application_return"):
        op.drop_table(table)
