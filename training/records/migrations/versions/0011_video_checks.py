"""Video checks: the roster at the start, faces counted, the fallback and its live statistics."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_starts()
    _create_face_counts()
    _create_failures()
    _create_statistics()


def downgrade() -> None:
    op.drop_table("statistics_viewer")
    op.drop_table("live_statistics")
    op.drop_table("meeting_failure")
    op.drop_table("face_count")
    op.drop_table("video_start")


def _create_starts() -> None:
    op.create_table(
        "video_start",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("roster", sa.JSON(), nullable=False),
        sa.Column("roster_hash", sa.String(64), nullable=False),
        sa.Column("roster_size", sa.Integer(), nullable=False),
        sa.Column("override_reason", sa.String(255), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["spot_check.id"], name="fk_video_start_check_id"),
        sa.PrimaryKeyConstraint("id", name="pk_video_start"),
        sa.UniqueConstraint("check_id", name="uq_video_start_check_id"),
    )


def _create_face_counts() -> None:
    op.create_table(
        "face_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("faces", sa.Integer(), nullable=False),
        sa.Column("counted_by", sa.String(64), nullable=False),
        sa.Column("counted_at", Time, nullable=False),
        sa.Column("client_key", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["check_id"], ["spot_check.id"], name="fk_face_count_check_id"),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name="fk_face_count_evidence_id"),
        sa.PrimaryKeyConstraint("id", name="pk_face_count"),
        sa.UniqueConstraint("check_id", "client_key", name="uq_face_count_check_id_client_key"),
    )
    op.create_index("ix_face_count_evidence_id", "face_count", ["evidence_id"])


def _create_failures() -> None:
    op.create_table(
        "meeting_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("explanation", sa.String(255), nullable=False),
        sa.Column("reported_by", sa.String(64), nullable=False),
        sa.Column("reported_at", Time, nullable=False),
        sa.Column("client_key", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["check_id"], ["spot_check.id"], name="fk_meeting_failure_check_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_failure"),
        sa.UniqueConstraint("check_id", "client_key", name="uq_meeting_failure_check_id_client_key"),
    )


def _create_statistics() -> None:
    op.create_table(
        "live_statistics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("file_key", sa.String(255), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("strangers", sa.Integer(), nullable=False),
        sa.Column("teachers", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("received_by", sa.String(64), nullable=False),
        sa.Column("received_at", Time, nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["spot_check.id"], name="fk_live_statistics_check_id"),
        sa.PrimaryKeyConstraint("id", name="pk_live_statistics"),
        sa.UniqueConstraint("public_id", name="uq_live_statistics_public_id"),
        sa.UniqueConstraint("check_id", "sha256", name="uq_live_statistics_check_id_sha256"),
    )
    op.create_table(
        "statistics_viewer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statistics_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("watched_seconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statistics_id"], ["live_statistics.id"], name="fk_statistics_viewer_statistics_id"
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_statistics_viewer_enrolment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_statistics_viewer"),
        sa.UniqueConstraint(
            "statistics_id", "enrolment_id", name="uq_statistics_viewer_statistics_id_enrolment_id"
        ),
    )
    op.create_index("ix_statistics_viewer_enrolment_id", "statistics_viewer", ["enrolment_id"])
