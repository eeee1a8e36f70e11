"""Attempts of staff to enter by DingTalk."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dingtalk_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("address_index", sa.LargeBinary(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dingtalk_sign_in"),
        sa.UniqueConstraint("digest", name="uq_dingtalk_sign_in_digest"),
    )
    op.create_index(
        "ix_dingtalk_sign_in_address_index_tried_at", "dingtalk_sign_in", ["address_index", "tried_at"]
    )


def downgrade() -> None:
    op.drop_table("dingtalk_sign_in")
