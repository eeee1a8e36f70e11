"""The fingerprints of the keys that seal and index the database, and the indexes of a change under way."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    text,
)

revision = "0018_keys"
down_revision = "0017_heartbeats"
branch_labels = None
depends_on = None

NOT_RETIRED = text("retired_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "key_in_use",
        Column("id", Integer(), nullable=False),
        Column("kind", String(16), nullable=False),
        Column("fingerprint", String(16), nullable=False),
        Column("crypto", String(16), nullable=False),
        Column("since", DateTime(timezone=True), nullable=False),
        Column("retired_at", DateTime(timezone=True)),
        PrimaryKeyConstraint("id", name=op.f("pk_key_in_use")),
    )
    op.create_index(
        "ix_key_in_use_live",
        "key_in_use",
        ["kind", "fingerprint"],
        unique=True,
        sqlite_where=NOT_RETIRED,
        postgresql_where=NOT_RETIRED,
    )
    op.create_table(
        "next_index",
        Column("id", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
        Column("target", String(16), nullable=False),
        Column("purpose", String(32), nullable=False),
        Column("old", LargeBinary(), nullable=False),
        Column("new", LargeBinary(), nullable=False),
        Column("is_of_text", Boolean(), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_next_index")),
        UniqueConstraint("target", "purpose", "old", name=op.f("uq_next_index_target_purpose_old")),
    )


def downgrade() -> None:
    op.drop_table("next_index")
    op.drop_table("key_in_use")
