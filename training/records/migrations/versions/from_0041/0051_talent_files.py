"""Files for the talent platform are kept for their term, may be dropped, and people taken out (R18)."""

from alembic import op
from sqlalchemy import (
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
)

revision = "0051_talent_files"
down_revision = "0048_former_certificates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Files of before were never kept: theirs stay empty, and are made from what is known as they were.
    op.add_column("talent_row", Column("cells", LargeBinary()))
    _noted("talent_dropping", "batch_id", "talent_batch", "reason")
    _noted("talent_removal", "row_id", "talent_row", "note")


def downgrade() -> None:
    op.drop_table("talent_removal")
    op.drop_table("talent_dropping")
    op.drop_column("talent_row", "cells")


def _noted(table: str, column: str, of: str, words: str) -> None:
    """One row of what it is of: what was said, by whom and when."""
    op.create_table(
        table,
        Column("id", Integer(), nullable=False),
        Column(column, Integer(), nullable=False),
        Column(words, String(255), nullable=False),
        Column("noted_by_id", Integer(), nullable=False),
        Column("noted_by", String(64), nullable=False),
        Column("noted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        UniqueConstraint(column, name=op.f(f"uq_{table}_{column}")),
        ForeignKeyConstraint([column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}")),
        ForeignKeyConstraint(["noted_by_id"], ["staff.id"], name=op.f(f"fk_{table}_noted_by_id")),
    )
