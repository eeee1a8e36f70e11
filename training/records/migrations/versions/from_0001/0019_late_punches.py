"""Punches that come late wait for somebody; when each machine was in touch is kept span by span."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Integer, String

revision = "0019_late_punches"
down_revision = "0018_keys"
branch_labels = None
depends_on = None

Time = DateTime(timezone=True)
BigKey = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("import_batch", Column("source", String(16)))
    op.add_column("import_batch", Column("waits_for", String(16)))
    op.create_index(op.f("ix_import_batch_waits_for"), "import_batch", ["waits_for"])
    _contacts()
    _acceptances()


def downgrade() -> None:
    op.drop_table("punch_release")
    op.drop_table("batch_acceptance")
    op.drop_table("device_contact")
    op.drop_index(op.f("ix_import_batch_waits_for"), "import_batch")
    op.drop_column("import_batch", "waits_for")
    op.drop_column("import_batch", "source")


def _contacts() -> None:
    op.create_table(
        "device_contact",
        Column("id", Integer, primary_key=True),
        Column("device_id", Integer, ForeignKey("device.id"), nullable=False),
        Column("began_at", Time, nullable=False),
        Column("last_at", Time, nullable=False),
    )
    op.create_index(op.f("ix_device_contact_device_id_last_at"), "device_contact", ["device_id", "last_at"])
    # Of earlier contacts only the newest is known. What lies before it was no silence that we could prove.
    op.execute(
        "INSERT INTO device_contact (device_id, began_at, last_at) "
        "SELECT id, COALESCE(in_touch_since, last_seen_at), last_seen_at FROM device "
        "WHERE last_seen_at IS NOT NULL"
    )


def _acceptances() -> None:
    op.create_table(
        "batch_acceptance",
        Column("id", Integer, primary_key=True),
        Column("batch_id", Integer, ForeignKey("import_batch.id"), nullable=False, unique=True),
        Column("is_accepted", Boolean, nullable=False),
        Column("staff_id", Integer, ForeignKey("staff.id"), nullable=False),
        Column("reason", String(255), nullable=False),
        Column("decided_at", Time, nullable=False),
    )
    op.create_table(
        "punch_release",
        Column("id", BigKey, primary_key=True),
        Column("punch_id", BigKey, ForeignKey("punch.id"), nullable=False, unique=True),
        Column("batch_id", Integer, ForeignKey("import_batch.id"), nullable=False, index=True),
        Column("released_at", Time, nullable=False),
    )
