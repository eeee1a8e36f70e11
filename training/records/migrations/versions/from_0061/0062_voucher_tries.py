"""Wrong codes typed for vouchers, and whether their people were written to (R10)."""

from alembic import op
from sqlalchemy import Column, DateTime, ForeignKeyConstraint, Integer, PrimaryKeyConstraint

revision = "0062_voucher_tries"
down_revision = "0061_undoings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("voucher", Column("told_at", DateTime(timezone=True)))
    op.add_column("voucher", Column("warned_at", DateTime(timezone=True)))
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
    for column in ("warned_at", "told_at"):
        op.drop_column("voucher", column)
