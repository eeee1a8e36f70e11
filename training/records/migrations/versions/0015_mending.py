"""Mending: reasons for online theory that come after the filing (R52)."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_online_reasons()


def downgrade() -> None:
    op.drop_table("online_reason")


def _create_online_reasons() -> None:
    op.create_table(
        "online_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("given_by", sa.String(64), nullable=False),
        sa.Column("given_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name="fk_online_reason_class_id"),
        sa.PrimaryKeyConstraint("id", name="pk_online_reason"),
    )
    op.create_index("ix_online_reason_class_id", "online_reason", ["class_id"])
