"""Claim pages: what a meeting granted with its minutes, and who filed at the counter."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Not known of those that are there already.
    op.add_column("publicity", sa.Column("amount_fen", sa.Integer(), nullable=True))
    op.add_column("publicity", sa.Column("payee", sa.String(16), nullable=True))
    _create_minutes()
    _create_counter_filings()


def downgrade() -> None:
    op.drop_table("counter_filing")
    op.drop_table("publicity_minutes")
    op.drop_column("publicity", "payee")
    op.drop_column("publicity", "amount_fen")


def _create_minutes() -> None:
    op.create_table(
        "publicity_minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publicity_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("store_key", sa.String(255), nullable=False),
        sa.Column("received_by", sa.String(64), nullable=False),
        sa.Column("received_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["publicity_id"], ["publicity.id"], name="fk_publicity_minutes_publicity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_publicity_minutes"),
        sa.UniqueConstraint("publicity_id", name="uq_publicity_minutes_publicity_id"),
    )


def _create_counter_filings() -> None:
    op.create_table(
        "counter_filing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("filed_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["c1_claim.id"], name="fk_counter_filing_claim_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_counter_filing_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_counter_filing"),
        sa.UniqueConstraint("claim_id", "staff_id", name="uq_counter_filing_claim_id_staff_id"),
    )
    op.create_index("ix_counter_filing_staff_id", "counter_filing", ["staff_id"])
