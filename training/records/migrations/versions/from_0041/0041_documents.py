"""Documents of classes, schools and people, and what documents there must be (材料)."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    Uuid,
)

revision = "0041_documents"
down_revision = "0040_number_matches"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _attachment()
    _acts_on_attachments()
    op.create_table(
        "document_kind",
        Column("id", Integer(), nullable=False),
        Column("owner_kind", String(16), nullable=False),
        Column("name", String(64), nullable=False),
        Column("ordinal", Integer(), nullable=False),
        Column("is_required", Boolean(), nullable=False),
        Column("expires", Boolean(), nullable=False),
        Column("is_personal", Boolean(), nullable=False),
        Column("applies_from", Date(), nullable=False),
        Column("is_listed", Boolean(), nullable=False),
        Column("said_by_id", Integer(), nullable=False),
        Column("said_by", String(64), nullable=False),
        Column("said_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_document_kind")),
        UniqueConstraint(
            "owner_kind", "name", "ordinal", name=op.f("uq_document_kind_owner_kind_name_ordinal")
        ),
        _to("document_kind", "said_by_id", "staff"),
    )


def _attachment() -> None:
    op.create_table(
        "attachment",
        Column("id", Integer(), nullable=False),
        Column("public_id", Uuid(), nullable=False),
        Column("owner_kind", String(16), nullable=False),
        Column("owner_id", Integer(), nullable=False),
        Column("kind", String(64), nullable=False),
        Column("is_personal", Boolean(), nullable=False),
        Column("file_name", String(255), nullable=False),
        Column("media", String(16), nullable=False),
        Column("size", BigInteger(), nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("store_key", String(255), nullable=False),
        Column("is_scanned", Boolean(), nullable=False),
        Column("valid_until", Date(), nullable=True),
        Column("replaces_id", Integer(), nullable=True),
        Column("handed_by_id", Integer(), nullable=False),
        Column("handed_by", String(64), nullable=False),
        Column("handed_at", DateTime(timezone=True), nullable=False),
        Column("purged_at", DateTime(timezone=True), nullable=True),
        PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        UniqueConstraint("public_id", name=op.f("uq_attachment_public_id")),
        UniqueConstraint("replaces_id", name=op.f("uq_attachment_replaces_id")),
        _to("attachment", "replaces_id", "attachment"),
        _to("attachment", "handed_by_id", "staff"),
    )
    op.create_index(
        op.f("ix_attachment_owner_kind_owner_id_kind"), "attachment", ["owner_kind", "owner_id", "kind"]
    )
    op.create_index(op.f("ix_attachment_valid_until"), "attachment", ["valid_until"])


def _acts_on_attachments() -> None:
    op.create_table(
        "attachment_withdrawal",
        Column("id", Integer(), nullable=False),
        Column("attachment_id", Integer(), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("withdrawn_by_id", Integer(), nullable=False),
        Column("withdrawn_by", String(64), nullable=False),
        Column("withdrawn_at", DateTime(timezone=True), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_attachment_withdrawal")),
        UniqueConstraint("attachment_id", name=op.f("uq_attachment_withdrawal_attachment_id")),
        _to("attachment_withdrawal", "attachment_id", "attachment"),
        _to("attachment_withdrawal", "withdrawn_by_id", "staff"),
    )
    op.create_table(
        "attachment_opening",
        Column("id", Integer(), nullable=False),
        Column("attachment_id", Integer(), nullable=False),
        Column("staff_id", Integer(), nullable=False),
        Column("opened_at", DateTime(timezone=True), nullable=False),
        Column("reason", String(255), nullable=False),
        PrimaryKeyConstraint("id", name=op.f("pk_attachment_opening")),
        _to("attachment_opening", "attachment_id", "attachment"),
        _to("attachment_opening", "staff_id", "staff"),
    )
    op.create_index(op.f("ix_attachment_opening_attachment_id"), "attachment_opening", ["attachment_id"])


def downgrade() -> None:
    for table in ("document_kind", "attachment_opening", "attachment_withdrawal", "attachment"):
        op.drop_table(table)


def _to(table: str, column: str, other: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
