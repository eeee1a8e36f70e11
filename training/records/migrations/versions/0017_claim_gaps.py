"""Cards that are drawn again after a crash; the autonomous region's own totals."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_region_totals()
    op.add_column("chat_card", sa.Column("changes", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("chat_card", "changes")
    op.drop_table("region_total")


def _create_region_totals() -> None:
    op.create_table(
        "region_total",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("trained", sa.Integer(), nullable=False),
        sa.Column("subsidised", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name="fk_region_total_batch_id"),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name="fk_region_total_district_id"),
        sa.PrimaryKeyConstraint("id", name="pk_region_total"),
        sa.UniqueConstraint(
            "district_id", "year", "batch_id", name="uq_region_total_district_id_year_batch_id"
        ),
    )
