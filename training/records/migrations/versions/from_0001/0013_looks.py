"""Every look at personal data is a row (个人信息保护法第五十一条、第五十四条)."""

from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Integer, String

revision = "0013_looks"
down_revision = "0012_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_look",
        Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
        Column("staff_id", Integer, ForeignKey("staff.id")),
        Column("who", String(64), nullable=False),
        Column("door", String(16), nullable=False),
        Column("what", String(64), nullable=False),
        Column("subject", String(255), nullable=False),
        Column("looked_at", DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_index("ix_data_look_who_looked_at", "data_look", ["who", "looked_at"])


def downgrade() -> None:
    op.drop_table("data_look")
