"""Attendance machines that push."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)
BigKey = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ACTIVE = sa.text("removed_at IS NULL")


def upgrade() -> None:
    op.create_index("ix_punch_device_punched_at", "punch", ["device", "punched_at"])
    _create_devices()
    _create_uploads()
    _create_commands()
    _create_signals()


def downgrade() -> None:
    for table in (
        "fraud_signal",
        "device_command",
        "device_user",
        "unread_line",
        "device_upload",
        "unknown_device",
        "device",
    ):
        op.drop_table(table)
    op.drop_index("ix_punch_device_punched_at", "punch")


def _create_devices() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("class_room", sa.String(64), nullable=False),
        sa.Column("secret_digest", sa.LargeBinary(), nullable=True),
        sa.Column("registered_at", Time, nullable=False),
        sa.Column("registered_by", sa.String(64), nullable=False),
        sa.Column("removed_at", Time, nullable=True),
        sa.Column("removed_by", sa.String(64), nullable=False),
        sa.Column("last_seen_at", Time, nullable=True),
        sa.Column("in_touch_since", Time, nullable=True),
        sa.Column("firmware", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("clock_drift_seconds", sa.Integer(), nullable=True),
        sa.Column("user_count", sa.Integer(), nullable=True),
        sa.Column("record_count", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name="fk_device_institution_id"),
        sa.PrimaryKeyConstraint("id", name="pk_device"),
    )
    op.create_index(
        "uq_device_serial", "device", ["serial"], unique=True, sqlite_where=ACTIVE, postgresql_where=ACTIVE
    )
    op.create_index("ix_device_institution_id_number", "device", ["institution_id", "number"])
    op.create_index("ix_device_name", "device", ["name"])
    op.create_table(
        "unknown_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("first_seen_at", Time, nullable=False),
        sa.Column("last_seen_at", Time, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unknown_device"),
        sa.UniqueConstraint("serial", name="uq_unknown_device_serial"),
    )


def _create_uploads() -> None:
    op.create_table(
        "device_upload",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(64), nullable=False),
        sa.Column("received_at", Time, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_device_upload_device_id"),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name="fk_device_upload_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_device_upload"),
        sa.UniqueConstraint(
            "device_id", "table_name", "sha256", name="uq_device_upload_device_id_table_name_sha256"
        ),
    )
    op.create_table(
        "unread_line",
        sa.Column("id", BigKey, nullable=False),
        sa.Column("upload_id", BigKey, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["device_upload.id"], name="fk_unread_line_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unread_line"),
    )
    op.create_index("ix_unread_line_upload_id", "unread_line", ["upload_id"])
    op.create_table(
        "device_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("told_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_device_user_device_id"),
        sa.PrimaryKeyConstraint("id", name="pk_device_user"),
    )
    op.create_index("ix_device_user_device_id_number", "device_user", ["device_id", "number"])


def _create_commands() -> None:
    op.create_table(
        "device_command",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("starts_at", Time, nullable=True),
        sa.Column("ends_at", Time, nullable=True),
        sa.Column("queued_at", Time, nullable=False),
        sa.Column("queued_by", sa.String(64), nullable=False),
        sa.Column("handed_at", Time, nullable=True),
        sa.Column("times_handed", sa.Integer(), nullable=False),
        sa.Column("answered_at", Time, nullable=True),
        sa.Column("return_code", sa.Integer(), nullable=True),
        sa.Column("machine_count", sa.Integer(), nullable=True),
        sa.Column("our_count", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_device_command_device_id"),
        sa.PrimaryKeyConstraint("id", name="pk_device_command"),
    )
    op.create_index("ix_device_command_device_id_answered_at", "device_command", ["device_id", "answered_at"])


def _create_signals() -> None:
    op.create_table(
        "fraud_signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dedupe_key", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("happened_at", Time, nullable=False),
        sa.Column("evidence", sa.String(255), nullable=False),
        sa.Column("recorded_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name="fk_fraud_signal_device_id"),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name="fk_fraud_signal_class_id"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_fraud_signal_enrolment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fraud_signal"),
        sa.UniqueConstraint("dedupe_key", name="uq_fraud_signal_dedupe_key"),
    )
    op.create_index("ix_fraud_signal_device_id_happened_at", "fraud_signal", ["device_id", "happened_at"])
    op.create_index("ix_fraud_signal_class_id", "fraud_signal", ["class_id"])
