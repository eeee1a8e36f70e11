"""Files that come part by part, what has arrived of each; and why an upload was not read."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0034_partial_files"
down_revision = "0033_phone_changes"
branch_labels = None
depends_on = None

Time = DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "partial_file",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("staff_id", Integer(), nullable=False),
        Column("file_name", String(255), nullable=False),
        Column("changed_at", String(24), nullable=False),
        Column("size", BigInteger(), nullable=False),
        Column("begun_at", Time, nullable=False),
        Column("ended_at", Time),
        Column("ending", String(16)),
        PrimaryKeyConstraint("id", name=op.f("pk_partial_file")),
        UniqueConstraint("public_id", name=op.f("uq_partial_file_public_id")),
        ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_partial_file_staff_id_staff")),
    )
    op.create_index(op.f("ix_partial_file_staff_id_ended_at"), "partial_file", ["staff_id", "ended_at"])
    op.create_index(op.f("ix_partial_file_ended_at_begun_at"), "partial_file", ["ended_at", "begun_at"])
    op.create_table(
        "file_part",
        Column("id", Integer(), nullable=False),
        Column("file_id", Integer(), nullable=False),
        Column("start", BigInteger(), nullable=False),
        Column("size", Integer(), nullable=False),
        Column("store_key", String(255), nullable=False),
        Column("received_at", Time, nullable=False),
        Column("purged_at", Time),
        PrimaryKeyConstraint("id", name=op.f("pk_file_part")),
        UniqueConstraint("file_id", "start", name=op.f("uq_file_part_file_id_start")),
        ForeignKeyConstraint(
            ["file_id"], ["partial_file.id"], name=op.f("fk_file_part_file_id_partial_file")
        ),
    )
    op.create_index(op.f("ix_file_part_store_key"), "file_part", ["store_key"])
    op.create_table(
        "upload_failure",
        Column("id", Integer(), nullable=False),
        Column("upload_id", Integer(), nullable=False),
        Column("failed_at", Time, nullable=False),
        Column("reason", String(255), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_upload_failure")),
        ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_upload_failure_upload_id_upload")),
    )
    op.create_index(op.f("ix_upload_failure_upload_id"), "upload_failure", ["upload_id"])


def downgrade() -> None:
    op.drop_table("upload_failure")
    op.drop_table("file_part")
    op.drop_table("partial_file")
