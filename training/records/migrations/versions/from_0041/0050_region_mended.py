"""Files for the talent platform are kept, dropped, mended (R18); the region's by first day (R23)."""

from datetime import date

from alembic import op
from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    column,
    select,
    table,
    update,
)

revision = "0050_region_mended"
down_revision = "0049_purged_certificates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Files of before were never kept: theirs stay empty, and are made from what is known as they were.
    op.add_column("talent_row", Column("cells", LargeBinary()))
    _noted("talent_dropping", "batch_id", "talent_batch", "reason")
    _noted("talent_removal", "row_id", "talent_row", "note")
    op.add_column("region_row", Column("starts_on", Date()))
    _carry_first_days()


def downgrade() -> None:
    # Code of before knows no such word; what ended so ended by itself then too.
    op.execute("UPDATE region_difference_settling SET how = '数值已变' WHERE how = '编号已更正'")
    op.drop_column("region_row", "starts_on")
    op.drop_table("talent_removal")
    op.drop_table("talent_dropping")
    op.drop_column("talent_row", "cells")


def _carry_first_days() -> None:
    """What a class line says as text; days were written in one way when it was read."""
    rows = table(
        "region_row", column("id"), column("kind"), column("values", JSON()), column("starts_on", Date())
    )
    bind = op.get_bind()
    for key, values in bind.execute(select(rows.c.id, rows.c["values"]).where(rows.c.kind == "班级")).all():
        if said := values.get("开班日期"):
            day = date.fromisoformat(said)
            bind.execute(update(rows).where(rows.c.id == key).values(starts_on=day))


def _noted(name: str, key: str, of: str, words: str) -> None:
    """One row of what it is of: what was said, by whom and when."""
    op.create_table(
        name,
        Column("id", Integer(), nullable=False),
        Column(key, Integer(), nullable=False),
        Column(words, String(255), nullable=False),
        Column("noted_by_id", Integer(), nullable=False),
        Column("noted_by", String(64), nullable=False),
        Column("noted_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        UniqueConstraint(key, name=op.f(f"uq_{name}_{key}")),
        ForeignKeyConstraint([key], [f"{of}.id"], name=op.f(f"fk_{name}_{key}")),
        ForeignKeyConstraint(["noted_by_id"], ["staff.id"], name=op.f(f"fk_{name}_noted_by_id")),
    )
