"""Wrong codes typed for vouchers, whether their people were written to, and where the money of one is whose
核销 is taken back (R10)."""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Enum,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

STANDS = Enum("券款没有付出", "券款已退回", native_enum=False, length=16)

revision = "0062_voucher_tries"
down_revision = "0061_undoings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("voucher", Column("told_at", DateTime(timezone=True)))
    op.add_column("voucher", Column("warned_at", DateTime(timezone=True)))
    op.add_column("voucher", Column("phone_index", LargeBinary()))
    op.create_table(
        "voucher_money",
        Column("id", Integer(), nullable=False),
        Column("event_id", Integer(), nullable=False),
        Column("stand", STANDS, nullable=False),
        Column("returned_fen", Integer()),
        Column("returned_on", Date()),
        Column("reference", String(64), nullable=False),
        CheckConstraint(
            "(returned_fen IS NULL) = (returned_on IS NULL)", name=op.f("ck_voucher_money_returned")
        ),
        PrimaryKeyConstraint("id", name=op.f("pk_voucher_money")),
        ForeignKeyConstraint(["event_id"], ["voucher_event.id"], name=op.f("fk_voucher_money_event_id")),
        UniqueConstraint("event_id", name=op.f("uq_voucher_money_event_id")),
    )
    op.create_table(
        "voucher_try",
        Column("id", Integer(), nullable=False),
        Column("voucher_id", Integer(), nullable=False),
        Column("staff_id", Integer(), nullable=False),
        Column("tried_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_voucher_try")),
        ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_voucher_try_staff_id")),
        ForeignKeyConstraint(["voucher_id"], ["voucher.id"], name=op.f("fk_voucher_try_voucher_id")),
    )
    op.create_index(op.f("ix_voucher_try_staff_id_tried_at"), "voucher_try", ["staff_id", "tried_at"])
    op.create_index(op.f("ix_voucher_try_voucher_id_tried_at"), "voucher_try", ["voucher_id", "tried_at"])


def downgrade() -> None:
    op.drop_table("voucher_try")
    op.drop_table("voucher_money")
    for column in ("phone_index", "warned_at", "told_at"):
        op.drop_column("voucher", column)
