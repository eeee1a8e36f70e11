"""Files that people of the office upload, and who of them brought a batch."""

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    Uuid,
    text,
)

revision = "0027_uploads"
down_revision = "0026_search_keys"
branch_labels = None
depends_on = None

Time = DateTime(timezone=True)
HANDED_IN = text("kind <> 'push'")


def upgrade() -> None:
    # Not as a batch, which would make the table anew: too much refers to it.
    staff = ForeignKey("staff.id", name=op.f("fk_import_batch_staff_id_staff"))
    op.add_column("import_batch", Column("staff_id", Integer, staff), inline_references=True)
    op.create_index(op.f("ix_import_batch_staff_id"), "import_batch", ["staff_id"])
    op.create_index(
        op.f("ix_import_batch_handed_in"),
        "import_batch",
        ["id"],
        sqlite_where=HANDED_IN,
        postgresql_where=HANDED_IN,
    )
    _uploads()


def downgrade() -> None:
    op.drop_table("upload_reading")
    op.drop_table("upload")
    op.drop_index(op.f("ix_import_batch_handed_in"), "import_batch")
    op.drop_index(op.f("ix_import_batch_staff_id"), "import_batch")
    op.drop_column("import_batch", "staff_id")


def _uploads() -> None:
    op.create_table(
        "upload",
        Column("id", Integer, primary_key=True),
        Column("public_id", Uuid(), nullable=False, unique=True),
        Column("staff_id", Integer, ForeignKey("staff.id"), nullable=False),
        Column("file_name", String(255), nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("size", Integer, nullable=False),
        Column("store_key", String(255), nullable=False),
        Column("handed_at", Time, nullable=False),
        Column("state", String(16), nullable=False),
        Column("ended_at", Time),
        Column("purged_at", Time),
    )
    op.create_index(op.f("ix_upload_staff_id_id"), "upload", ["staff_id", "id"])
    op.create_index(op.f("ix_upload_state_id"), "upload", ["state", "id"])
    op.create_table(
        "upload_reading",
        Column("id", Integer, primary_key=True),
        Column("upload_id", Integer, ForeignKey("upload.id"), nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("choices", JSON, nullable=False),
        Column("read_at", Time),
        Column("is_acceptable", Boolean, nullable=False),
        Column("digest", String(64), nullable=False),
        Column("found", LargeBinary),
        UniqueConstraint("upload_id", "ordinal"),
    )
